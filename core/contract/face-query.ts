/** Which of a person's faces, in which order: one description for the grid, the histograms and every command on many faces. */
import { z } from 'zod';
import { faceRow, faceState } from '#core/contract/face.ts';

/** Numbers of a face that one can sort by, filter by and draw as a histogram. */
export const faceMetrics = [
  'likeness',
  'sharpness',
  'sizePx',
  'score',
  'exposure',
  'covered',
  'yaw',
  'pitch',
  'roll',
  'eyes',
  'mouth',
  'lightX',
  'lightY',
] as const;
export const faceMetric = z.enum(faceMetrics);
export type FaceMetric = z.infer<typeof faceMetric>;

/** `time` is by clip, then frame; `similarity` is to the faces named in `similarTo`. */
export const faceSort = z.enum(['time', 'similarity', ...faceMetrics]);
export type FaceSort = z.infer<typeof faceSort>;

/** From and to, both included; null = open. */
export const metricRange = z.tuple([z.number().nullable(), z.number().nullable()]);
export type MetricRange = z.infer<typeof metricRange>;

export const faceQuery = z.object({
  personId: z.string(),
  /** Empty = all. */
  states: z.array(faceState).default([]),
  clipIds: z.array(z.string()).default([]),
  clusterId: z.string().nullable().default(null),
  /** Without those that are a near-duplicate of a better one. */
  withoutTwins: z.boolean().default(false),
  /** A face that stands for itself, with its near-duplicates. */
  twinsOf: z.string().nullable().default(null),
  /** One head through one shot. */
  track: z.object({ clipId: z.string(), number: z.int() }).nullable().default(null),
  ranges: z.partialRecord(faceMetric, metricRange).default({}),
  sort: faceSort.default('time'),
  descending: z.boolean().default(false),
  /** Faces that `similarity` is measured to: by the mean of their descriptors. */
  similarTo: z.array(z.string()).max(1000).default([]),
});
export type FaceQuery = z.infer<typeof faceQuery>;

/** Ids first: all that match, in order; rows are asked for by id as they come into sight. */
export const faceIds = z.object({ ids: z.array(z.string()) });
export type FaceIds = z.infer<typeof faceIds>;

export const readFaceRows = z.object({ ids: z.array(z.string()).min(1).max(1000) });
export type ReadFaceRows = z.infer<typeof readFaceRows>;

/** In the order asked for; faces that are gone are left out. */
export const faceRows = z.array(faceRow);

/**
 * For each metric, how the faces of the query spread, its own range left out so that a brush can be widened again.
 * `counts` are of equally wide bins from `from` to `to`.
 */
export const faceHistogram = z.object({ from: z.number(), to: z.number(), counts: z.array(z.int()) });
export type FaceHistogram = z.infer<typeof faceHistogram>;

export const faceSummary = z.object({
  histograms: z.record(faceMetric, faceHistogram),
  /** Faces by state under all other filters of the query. */
  states: z.record(faceState, z.int()),
});
export type FaceSummary = z.infer<typeof faceSummary>;

/** Faces named one by one, or all that match. */
export const faceChoice = z.union([
  z.object({ ids: z.array(z.string()).min(1).max(200_000) }),
  z.object({ query: faceQuery }),
]);
export type FaceChoice = z.infer<typeof faceChoice>;
