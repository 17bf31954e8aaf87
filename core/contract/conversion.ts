/** Conversions: one clip rendered with a trained pair, or with a model of others. */
import { z } from 'zod';
import { checkpointKind, side } from '#core/contract/run.ts';
import { videoFormat, videoQuality } from '#core/contract/video-format.ts';

/**
 * How the swapped face takes on the colours of the frame: mean and spread in L*a*b*, the mean alone, the histogram of each
 * channel, the linear map of its colours (MKL), seamless from the mask's border (Poisson), or not at all.
 */
export const colourTransfer = z.enum(['lab', 'mean', 'histogram', 'linear', 'seamless', 'none']);

/**
 * Where the drawn face shows: inside the hull of the landmarks, where the model says that there is face, or where both
 * say so. `auto` takes both of a model that draws masks: the hull shows more of the new face (after five minutes of `studio`
 * 92 % of one man's swaps were nearer to the other, 88 % with both), but where the face beneath is the wider one it shows
 * the new one's hair and background, as dark blotches along the jaw. Of a model that draws none it takes the hull as far as
 * the drawn face reaches, told by its colours (core/pixels/drawn-narrowing.ts): after five minutes of `swift` the steps of
 * colour at the edge were smaller for two pairs both ways, and as many or more swaps nearer to the other. Before a room of
 * strong colour it does so of every model: of a blue screen a seam showed at both jaws.
 */
export const swapMaskChoice = z.enum(['auto', 'hull', 'learned', 'both']);
export type SwapMaskChoice = z.infer<typeof swapMaskChoice>;

/** What a face is made of, by its landmarks: `skin` is all that is none of the others. */
export const facePart = z.enum(['brows', 'eyes', 'nose', 'mouth', 'skin']);
export type FacePart = z.infer<typeof facePart>;

/** Somebody in the clip who gets another face than the conversion's own: by another trained pair, in one direction. */
export const otherFace = z.object({
  /** Of the clip; each once, and none that is in `swapped`. They have to look like the person whose face that pair replaces. */
  identity: z.string(),
  runId: z.string(),
  to: side,
  /** Of that run's; the best one where none is named, or where it is gone. */
  checkpointId: z.string().nullable().default(null),
});
export type OtherFace = z.infer<typeof otherFace>;

export const conversionSettings = z.object({
  /** Whose face appears: `b` shows B's face on A's video. Of a model of others, A is the clip's person and B the one it shows. */
  to: side,
  colourTransfer: colourTransfer.default('lab'),
  mask: swapMaskChoice.default('auto'),
  /**
   * What lies before the face stays in front, as far as it looks unlike all that the face does elsewhere in the clip; the
   * clip has to have been looked through. Hands of the face's own colours are not told from it (`bench occlusion`).
   */
  keepInFront: z.boolean().default(false),
  /** Which parts of the face are the new one's; the others stay as they are in the clip. */
  parts: z
    .array(facePart)
    .min(1)
    .max(facePart.options.length)
    .default([...facePart.options]),
  /** How far the mask shrinks from the face's outline, as a share of the face's width: by .04 those 88 % were 79 %. */
  maskErosion: z.number().min(0).max(0.3).default(0),
  /** Softness of the mask's edge, as a share of the face's width. */
  maskFeather: z.number().min(0).max(0.3).default(0.05),
  /** How much of what it lacks in sharpness beside the frame the face is given, and how much of the frame's noise. */
  sharpen: z.number().min(0).max(1).default(0.5),
  grain: z.number().min(0).max(1).default(1),
  /** How large the face is laid, and how far aside and down, in shares of its square's side. */
  faceScale: z.number().min(0.8).max(1.25).default(1),
  shiftX: z.number().min(-0.2).max(0.2).default(0),
  shiftY: z.number().min(-0.2).max(0.2).default(0),
  /** How far towards the new face a model goes that can be told; DeepFaceLive begins with as much. */
  morph: z.number().min(0).max(1).default(0.75),
  /** The part of the clip that is converted, seconds from its first frame; null = from the first, to the last. */
  inSeconds: z.number().nonnegative().nullable().default(null),
  outSeconds: z.number().positive().nullable().default(null),
  /**
   * Identities of the clip whose faces are swapped, all others being left alone; null = those that are taken for the person
   * whose face is replaced. Where the clip was not looked through, that person is looked for.
   */
  swapped: z.array(z.string()).min(1).max(100).nullable().default(null),
  /**
   * Of a clip of more than 8 bits: whether the result has ten, and HDR stays HDR, where its format holds them; or whether
   * it has eight, tone-mapped to BT.709. Of other clips it says nothing.
   */
  depth: z.enum(['source', 'eightBits']).default('source'),
  otherFaces: z.array(otherFace).max(20).default([]),
  /** Of the result; the side-by-side video is always H.264. */
  format: videoFormat.default('h264'),
  quality: videoQuality.default('standard'),
  /** Also write a video with the original on the left and the result on the right. */
  sideBySide: z.boolean().default(true),
});
export type ConversionSettings = z.infer<typeof conversionSettings>;

export const conversionState = z.enum(['queued', 'running', 'done', 'cancelled', 'failed']);
export type ConversionState = z.infer<typeof conversionState>;

/** What the run's checkpoint was to it when a conversion was rendered with it. */
export const usedCheckpoint = z.object({
  kind: checkpointKind,
  name: z.string().nullable(),
  /** Whether none of the run had a smaller error on faces held out. */
  isBest: z.boolean(),
  heldOutError: z.number().nullable(),
});
export type UsedCheckpoint = z.infer<typeof usedCheckpoint>;

/**
 * How much the face's place jitters from frame to frame, in shares of its square's side: as the landmarks were seen, and
 * as they were used. Root mean square of how far each lies beside the middle of its two neighbours.
 */
export const conversionJitter = z.object({ seen: z.number(), steadied: z.number() });
export type ConversionJitter = z.infer<typeof conversionJitter>;

export const conversionView = z.object({
  id: z.string(),
  /** null where it is made with a model of others. */
  runId: z.string().nullable(),
  /** The model of others it is made with; null where it is made with a run. */
  model: z.object({ id: z.string(), name: z.string(), sha256: z.string(), morphs: z.boolean() }).nullable(),
  clipId: z.string(),
  clipName: z.string(),
  personAName: z.string(),
  personBName: z.string(),
  settings: conversionSettings,
  state: conversionState,
  jobId: z.string().nullable(),
  /** Iteration of the checkpoint it was rendered with; null of a model of others. */
  iteration: z.int().nullable(),
  /** null for conversions of before this was kept, and of a model of others. */
  checkpoint: usedCheckpoint.nullable(),
  /** Frames written, and those in which a face was swapped; null until done. */
  frames: z.object({ written: z.int(), swapped: z.int() }).nullable(),
  /** null until done, and where no face was followed. */
  jitter: conversionJitter.nullable(),
  /** Size of the result; it is at /api/conversions/{id}/video, the pair at /api/conversions/{id}/side-by-side. */
  sizeBytes: z.int().nullable(),
  hasSideBySide: z.boolean(),
  /** Of `otherFaces` in the settings, in their order: whose face is whose. */
  otherPairs: z.array(z.object({ personAName: z.string(), personBName: z.string(), to: side })),
  /** Why the result is not shown now: somebody in it does not consent any more. null where everybody does. */
  withheld: z.object({ code: z.string(), message: z.string() }).nullable(),
  seconds: z.number().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** Of one that failed: about how much of the video is kept, for the next try to go on with; null where that begins anew. */
  keptSeconds: z.number().nullable(),
  createdAt: z.iso.datetime(),
});
export type ConversionView = z.infer<typeof conversionView>;

/** Made with a run, or with a model of others: one of the two is named. */
export const createConversion = z.object({
  runId: z.string().optional(),
  modelId: z.string().optional(),
  clipId: z.string(),
  /** Of the run's; without it the best one, or the newest where none was measured. */
  checkpointId: z.string().optional(),
  settings: conversionSettings.partial().required({ to: true }),
});
export type CreateConversion = z.infer<typeof createConversion>;
