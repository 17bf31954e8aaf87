/** Faces: one detection in one frame of one clip, with all that is measured of it. */
import { z } from 'zod';

/** kept: trained on; unsure: perhaps the person's, a human decides; other: somebody else; rejected: by hand or by a rule. */
export const faceState = z.enum(['kept', 'unsure', 'other', 'rejected']);
export type FaceState = z.infer<typeof faceState>;

/** How many faces are in each state. */
export const faceCounts = z.object({ kept: z.int(), unsure: z.int(), other: z.int(), rejected: z.int() });
export type FaceCounts = z.infer<typeof faceCounts>;

/** What the crop and the mesh say of a face, beside its size, sharpness and likeness. Left and right are the picture's. */
export const faceQuality = z.object({
  /** Mean luma of the face, 0 (black) .. 1 (white). */
  exposure: z.number(),
  /** Share of the face's area that something lies before: a hand, a microphone, the edge of the frame. 0..1. */
  covered: z.number(),
  /** Degrees the head is turned; positive looks to the right of the picture. */
  yaw: z.number(),
  /** Degrees; positive looks up. */
  pitch: z.number(),
  /** Degrees the head leans; positive is clockwise in the picture. */
  roll: z.number(),
  /** How far the eyes are open: height over width of the lids, about 0 (shut) .. 0.4 (wide). */
  eyes: z.number(),
  /** How far the mouth is open: gap between the lips over the mouth's width, 0 (shut) .. 1. */
  mouth: z.number(),
  /** Where the light comes from: -1 left of the picture .. 1 right. */
  lightX: z.number(),
  /** -1 from below .. 1 from above. */
  lightY: z.number(),
});
export type FaceQuality = z.infer<typeof faceQuality>;

/** What the grid shows of a face; its picture is at /api/faces/{id}/image?v={pictureVersion}. */
export const faceRow = faceQuality.extend({
  id: z.string(),
  clipId: z.string(),
  state: faceState,
  frameIndex: z.int(),
  timeSeconds: z.number(),
  /** Faces of one head through one shot of a clip share a number, from 0 within the clip. */
  track: z.int(),
  /** Faces of one identity over all of the person's clips share a cluster. */
  clusterId: z.string().nullable(),
  /** The better face of which this is a near-duplicate; null for a face that stands for itself. */
  twinOf: z.string().nullable(),
  /** Certainty of the detector, 0..1. */
  score: z.number(),
  /** Cosine similarity to the person's own face, -1..1. */
  likeness: z.number(),
  /** Variance of the Laplacian of the crop's grey values: higher is sharper. */
  sharpness: z.number(),
  /** Shorter side of the face's box in the frame, px. */
  sizePx: z.number(),
  /** Moved, marked or added by hand: a new extraction leaves it as it is. */
  edited: z.boolean(),
  /** Goes up when the crop is cut anew. */
  pictureVersion: z.int(),
});
export type FaceRow = z.infer<typeof faceRow>;

/** Where a face lies in its frame, in frame pixels. */
export const faceShape = z.object({
  box: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  /** 468 points as x, y pairs; to 0.03 px in a 4K frame. */
  mesh: z.array(z.number()),
  /** Frame -> crop: [a, b, tx, ty] with x' = a x - b y + tx, y' = b x + a y + ty. */
  similarity: z.array(z.number()),
});
export type FaceShape = z.infer<typeof faceShape>;
