/** Conversions: one clip rendered with a trained pair, or with a model of others. */
import { z } from 'zod';
import { colourTransfer, swapMaskChoice } from '#core/contract/face-laying.ts';
import { lookPick, measuredSetting } from '#core/contract/look-pick.ts';
import { checkpointKind, side } from '#core/contract/run.ts';
import { videoFormat, videoQuality } from '#core/contract/video-format.ts';

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
   * What lies before the face stays in front: hands, and what looks unlike all that the face does elsewhere in the clip, which
   * has to have been looked through (`bench occlusion`).
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
  /** Left to be chosen by measuring frames of the clip: what is said for them is used where nothing can be measured. */
  measured: z.array(measuredSetting).default([]),
  /** What was measured for that, and chosen; null before, and where nothing was left to it. */
  lookPick: lookPick.nullable().default(null),
  /** Of the result; the side-by-side video is always H.264. */
  format: videoFormat.default('h264'),
  quality: videoQuality.default('standard'),
  /** Also write a video with the original on the left and the result on the right. */
  sideBySide: z.boolean().default(true),
});
export type ConversionSettings = z.infer<typeof conversionSettings>;

export {
  type ColourTransfer,
  colourTransfer,
  type SwapMaskChoice,
  swapMaskChoice,
} from '#core/contract/face-laying.ts';

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

const { lookPick: _, ...toBeAsked } = conversionSettings.shape;
type ToBeAsked = typeof toBeAsked;

/** Nothing is filled in: what nobody has said is not to be taken for what somebody wants. */
const withoutDefaults = Object.fromEntries(
  Object.entries(toBeAsked).map(([name, field]) => [name, field instanceof z.ZodDefault ? field.unwrap() : field]),
) as { [Name in keyof ToBeAsked]: ToBeAsked[Name] extends z.ZodDefault<infer Inner> ? Inner : ToBeAsked[Name] };

const askedSettings = z.object(withoutDefaults).partial().required({ to: true });

/** Made with a run, or with a model of others: one of the two is named. */
export const createConversion = z.object({
  runId: z.string().optional(),
  modelId: z.string().optional(),
  clipId: z.string(),
  /** Of the run's; without it the best one, or the newest where none was measured. */
  checkpointId: z.string().optional(),
  /** How the face is laid is chosen by measuring frames of the clip, as far as nothing is said of it, or all that `measured` names. */
  settings: askedSettings,
});
export type CreateConversion = z.infer<typeof createConversion>;
