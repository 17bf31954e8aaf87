/** Clips: imported videos of a person. */
import { z } from 'zod';
import { faceCounts } from '#core/contract/face.ts';
import { frameRange } from '#core/contract/face-edit.ts';

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
  /** How the lines of a frame were taken; interlaced clips are read deinterlaced. */
  fieldOrder: z.enum(['progressive', 'top-first', 'bottom-first']).default('progressive'),
  /** PQ and HLG are read tone-mapped to BT.709. */
  transfer: z.enum(['sdr', 'pq', 'hlg']).default('sdr'),
  /** Of the samples; frames are read in limited range. Clips of before this was noted say it by their pixel format, or not. */
  range: z.enum(['limited', 'full']).default('limited'),
});
export type VideoFacts = z.infer<typeof videoFacts>;

/** importing: file held, facts being read. A clip whose import is refused is not kept. */
export const clipState = z.enum(['importing', 'ready']);
export type ClipState = z.infer<typeof clipState>;

/** video: one file with a time line; photos: single pictures, each a frame of its own size. */
export const clipKind = z.enum(['video', 'photos']);
export type ClipKind = z.infer<typeof clipKind>;

/** Which part of a clip is looked through for faces, and how closely. */
export const clipSampling = z
  .object({
    /** Null = from the first frame. */
    inSeconds: z.number().nonnegative().nullable().default(null),
    /** Null = to the last frame. */
    outSeconds: z.number().positive().nullable().default(null),
    /** Frames looked at in a second of video; null = every frame. */
    samplesPerSecond: z.number().positive().max(240).nullable().default(5),
  })
  .refine(({ inSeconds, outSeconds }) => inSeconds === null || outSeconds === null || inSeconds < outSeconds, {
    message: 'inSeconds does not lie before outSeconds',
    path: ['outSeconds'],
  });
export type ClipSampling = z.infer<typeof clipSampling>;

/** A file that was left out, and why. */
export const skippedFile = z.object({ name: z.string(), code: z.string() });
export type SkippedFile = z.infer<typeof skippedFile>;

export const clipView = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  kind: clipKind,
  state: clipState,
  /** Job that imports or extracts it now. */
  jobId: z.string().nullable(),
  sizeBytes: z.int(),
  sha256: z.string().nullable(),
  facts: videoFacts.nullable(),
  /** Whether a browser plays /api/clips/{id}/source as it is (H.264, VP8, VP9 or AV1 in MP4 or WebM). */
  playable: z.boolean(),
  /** A file of the server used where it lies; null = the studio holds a copy. */
  linkedPath: z.string().nullable(),
  /** Where it was downloaded from. */
  sourceUrl: z.string().nullable(),
  /** Whether /api/clips/{id}/proxy holds a version that every browser plays. */
  hasProxy: z.boolean(),
  /** Photos of the set that could not be opened, or were in it twice. */
  skipped: z.array(skippedFile),
  sampling: clipSampling,
  /** Frames never looked at. */
  excluded: z.array(frameRange),
  faces: faceCounts,
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

/** Files and folders of the server: videos become clips, all pictures one set of photos. */
export const importPaths = z.object({ personId: z.string(), paths: z.array(z.string().min(1)).min(1).max(1000) });
export type ImportPaths = z.infer<typeof importPaths>;

export const importedPaths = z.object({ clips: z.array(clipView), skipped: z.array(skippedFile) });
export type ImportedPaths = z.infer<typeof importedPaths>;

/** What lies in one of the folders of the server that are opened for import; without a path, those folders themselves. */
export const serverFolder = z.object({
  path: z.string().nullable(),
  /** The folder above, where that is open too. */
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  files: z.array(
    z.object({ name: z.string(), path: z.string(), sizeBytes: z.int(), kind: z.enum(['video', 'photo', 'other']) }),
  ),
});
export type ServerFolder = z.infer<typeof serverFolder>;

/** Asked before a byte is sent: is this file here already? The digest is left out until somebody asks for it. */
export const uploadQuestion = z.object({
  personId: z.string(),
  name: z.string().min(1).max(255),
  sizeBytes: z.int().positive(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export type UploadQuestion = z.infer<typeof uploadQuestion>;

/** send: it is not here. hash: a file of this size is; say the digest. here: it needs no sending, this is the clip. */
export const uploadAnswer = z.object({ outcome: z.enum(['send', 'hash', 'here']), clipId: z.string().nullable() });
export type UploadAnswer = z.infer<typeof uploadAnswer>;

/** Photos that were uploaded one by one become a set, in this order. */
export const createPhotoSet = z.object({
  personId: z.string(),
  name: z.string().trim().min(1).max(255),
  /** Ids of uploads whose metadata said `kind: photo`. */
  uploads: z
    .array(z.string().regex(/^[0-9a-zA-Z-]{1,64}$/))
    .min(1)
    .max(10_000),
});
export type CreatePhotoSet = z.infer<typeof createPhotoSet>;

/** How it is looked through from the next extraction on. */
export const changeClip = z.object({ sampling: clipSampling });
export type ChangeClip = z.infer<typeof changeClip>;

/** What is left out stays as the clip has it. */
export const extractFaces = z.object({ sampling: clipSampling.optional() });
export type ExtractFaces = z.infer<typeof extractFaces>;

/** How a clip is looked through where nobody says otherwise. */
export const usualSampling: ClipSampling = clipSampling.parse({});

export const usualExtraction: ExtractFaces = {};
