/** How a training went, as numbers over iterations: single points as they stream, and buckets of them for a chart. */
import { z } from 'zod';
import { lossPoint, validationPoint } from './run.ts';

/** What a chart can draw. */
export const curveNames = ['a', 'b', 'learningRate', 'imagesPerSecond', 'waitingShare'] as const;
export type CurveName = (typeof curveNames)[number];

/** One iteration. null where it was not measured: runs of an older studio did not say. */
export const curvePoint = lossPoint.extend({
  learningRate: z.number().nullable(),
  /** Faces of both sides trained on in a second, around this iteration. */
  imagesPerSecond: z.number().nullable(),
  /** Share of the time in which the engine waited for its data, 0 to 1. */
  waitingShare: z.number().nullable(),
});
export type CurvePoint = z.infer<typeof curvePoint>;

const column = z.array(z.number().nullable());

/** Of each bucket; null where nothing was measured in it. */
const bucketValues = z.object({ least: column, greatest: column, mean: column, last: column });
export type BucketValues = z.infer<typeof bucketValues>;

/**
 * Points in buckets that each span `width` iterations, a power of two; the first begins at a multiple of it. Columns, since a
 * chart wants columns. A spike never vanishes: it is the greatest of its bucket.
 */
export const curveBuckets = z.object({
  width: z.int().positive(),
  /** Of the last point in each bucket, ascending. */
  iterations: z.array(z.int()),
  trainedSeconds: z.array(z.number()),
  /** Points in each. */
  counts: z.array(z.int()),
  values: z.object({
    a: bucketValues,
    b: bucketValues,
    learningRate: bucketValues,
    imagesPerSecond: bucketValues,
    waitingShare: bucketValues,
  }),
});
export type CurveBuckets = z.infer<typeof curveBuckets>;

/** What was asked for: a range of iterations, both ends in it, in so many buckets at most. */
export const curveQuery = z.object({
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
  buckets: z.coerce.number().int().min(16).max(4000).default(1000),
});
export type CurveQuery = z.infer<typeof curveQuery>;

export const curve = z.object({
  buckets: curveBuckets,
  /** Stretches that were trained and left again by going on from an earlier checkpoint, oldest first, the newest few. */
  left: z.array(curveBuckets),
  /** Looks at the faces held out, always all of them: there is one a minute. Empty where no face is held out. */
  validation: z.array(validationPoint),
  /** Of stretches that were left, in the order in which they were measured. */
  leftValidation: z.array(z.array(validationPoint)),
});
export type Curve = z.infer<typeof curve>;
