/** Clips: imported videos of a person. */
import { z } from 'zod';

/** What ffprobe says of a video file, checked and in our units. */
export const videoFacts = z.object({
  durationSeconds: z.number().positive(),
  /** Average frames a second. */
  frameRate: z.number().positive(),
  /** Frames in the video stream, counted, not guessed. */
  frameCount: z.int().positive(),
  /** As shown, after rotation and pixel shape. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Quarter turns clockwise the player applies, in degrees. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  codec: z.string(),
  container: z.string(),
  pixelFormat: z.string(),
  audioCodec: z.string().nullable(),
});
export type VideoFacts = z.infer<typeof videoFacts>;

/** importing: file held, facts being read. A clip whose import is refused is not kept. */
export const clipState = z.enum(['importing', 'ready']);
export type ClipState = z.infer<typeof clipState>;

export const clipView = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  state: clipState,
  /** Job that imports or extracts it now. */
  jobId: z.string().nullable(),
  sizeBytes: z.int(),
  sha256: z.string().nullable(),
  facts: videoFacts.nullable(),
  /** Whether a browser plays /api/clips/{id}/source as it is (H.264, VP8, VP9 or AV1 in MP4 or WebM). */
  playable: z.boolean(),
  faces: z.object({ kept: z.int(), rejected: z.int(), other: z.int() }),
  /** When its faces were last extracted. */
  extractedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type ClipView = z.infer<typeof clipView>;

export const importClip = z.object({
  personId: z.string(),
  /** A file on the server's own disk. */
  path: z.string().min(1),
  name: z.string().min(1).max(255).optional(),
});
export type ImportClip = z.infer<typeof importClip>;

export const extractFaces = z.object({
  /** Frames looked at in a second of video; null = every frame. */
  samplesPerSecond: z.number().positive().max(240).nullable().default(5),
});
export type ExtractFaces = z.infer<typeof extractFaces>;

/** How a clip is looked through where nobody says otherwise. */
export const usualExtraction: ExtractFaces = extractFaces.parse({});
