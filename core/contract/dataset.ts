/**
 * A person's faces as a zip that other programs can read: `faces.jsonl` (this header as its first line, then a line a
 * face) and `faces/<id>.jpg`, the 256 px whole-face crops. Frame coordinates are pixels of the upright source frame.
 */
import { z } from 'zod';
import { faceQuality, faceState } from '#core/contract/face.ts';

export const datasetFormat = 'understudy-faces';
export const datasetVersion = 1;

/** The name of the list inside the zip. */
export const datasetListName = 'faces.jsonl';

export const datasetHeader = z.object({
  format: z.literal(datasetFormat),
  version: z.literal(datasetVersion),
  person: z.string(),
  exportedAt: z.iso.datetime(),
  /** Side of the crops, px. */
  cropSize: z.int().positive(),
  faceCount: z.int(),
  /** The consent under which the faces were exported; whoever takes them in records it anew. */
  consents: z.array(
    z.object({ grantedBy: z.string(), purpose: z.string(), validFrom: z.string(), validUntil: z.string().nullable() }),
  ),
});
export type DatasetHeader = z.infer<typeof datasetHeader>;

export const datasetFace = faceQuality.extend({
  /** Inside the zip. */
  file: z.string(),
  clip: z.object({ name: z.string(), sha256: z.string().nullable() }),
  frameIndex: z.int().nonnegative(),
  timeSeconds: z.number(),
  state: faceState,
  track: z.int(),
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  /** 468 points of the MediaPipe mesh, [x, y] in frame pixels. */
  landmarks: z.array(z.tuple([z.number(), z.number()])).length(468),
  /** Frame to crop: [[a, -b, tx], [b, a, ty]]. */
  matrix: z.tuple([z.tuple([z.number(), z.number(), z.number()]), z.tuple([z.number(), z.number(), z.number()])]),
  score: z.number(),
  sharpness: z.number(),
  sizePx: z.number(),
  likeness: z.number(),
});
export type DatasetFace = z.infer<typeof datasetFace>;

/** What became of a zip: pictures that could not be used are counted by reason. */
export const datasetSource = z.enum(['understudy', 'faceswap', 'deepfacelab', 'pictures']);
export type DatasetSource = z.infer<typeof datasetSource>;
