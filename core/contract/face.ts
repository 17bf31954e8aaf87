/** Faces: one detection in one frame of one clip. */
import { z } from 'zod';

/** kept: trained on; rejected: by hand; other: somebody else, by identity. */
export const faceState = z.enum(['kept', 'rejected', 'other']);
export type FaceState = z.infer<typeof faceState>;

/** The row of the review grid: ids first, pictures by /api/faces/{id}/image. */
export const faceRow = z.object({
  id: z.string(),
  clipId: z.string(),
  state: faceState,
  frameIndex: z.int(),
  timeSeconds: z.number(),
  /** Certainty of the detector, 0..1. */
  score: z.number(),
  /** Cosine similarity to the person's own face, -1..1. */
  likeness: z.number(),
  /** Variance of the Laplacian of the crop's grey values: higher is sharper. */
  sharpness: z.number(),
  /** Shorter side of the face's box in the frame, px. */
  sizePx: z.number(),
});
export type FaceRow = z.infer<typeof faceRow>;

export const listFaces = z.object({
  personId: z.string(),
  state: faceState.optional(),
  clipId: z.string().optional(),
});
export type ListFaces = z.infer<typeof listFaces>;

export const setFaceStates = z.object({
  changes: z
    .array(z.object({ id: z.string(), state: faceState }))
    .min(1)
    .max(100_000),
});
export type SetFaceStates = z.infer<typeof setFaceStates>;

/** What was before: sent back as `changes`, it undoes the change. */
export const faceStatesChanged = z.object({
  previous: z.array(z.object({ id: z.string(), state: faceState })),
});
export type FaceStatesChanged = z.infer<typeof faceStatesChanged>;
