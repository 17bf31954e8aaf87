/** How a drawn face is laid over the frames of one clip, chosen by what was measured of the ways there are. */
import { z } from 'zod';
import { colourTransfer, swapMaskChoice } from '#core/contract/face-laying.ts';

/** Settings of a conversion that can be chosen so. */
export const measuredSetting = z.enum(['colourTransfer', 'mask', 'keepInFront']);
export type MeasuredSetting = z.infer<typeof measuredSetting>;
export const measuredSettings = measuredSetting.options;

/** Means over the frames that were drawn, as a conversion's report measures them; null where nothing could be. */
export const lookFigures = z.object({
  seam: z.number().nullable(),
  /** How far the face's mean colour lies from that of the face beneath, CIE76. */
  tone: z.number().nullable(),
  likenessToShown: z.number().nullable(),
  likenessToReplaced: z.number().nullable(),
  flicker: z.number().nullable(),
  landmarks: z.number().nullable(),
  /** How much of the mask is another one in the next frame, 0 to 1. */
  wobble: z.number().nullable(),
});
export type LookFigures = z.infer<typeof lookFigures>;
export type LookFigure = keyof LookFigures;

/**
 * What became of a look: chosen; the usual one, where another was; no better at the edge than the usual one beyond noise; better
 * there, but not as much as the one chosen; or left out for what it costs elsewhere.
 */
export const lookVerdict = z.enum([
  'chosen',
  'usual',
  'noBetter',
  'second',
  'offTone',
  'lessLike',
  'likeReplaced',
  'flickers',
  'moves',
  'wobbles',
]);
export type LookVerdict = z.infer<typeof lookVerdict>;

export const measuredLook = z.object({
  colourTransfer,
  mask: swapMaskChoice,
  figures: lookFigures,
  verdict: lookVerdict,
});
export type MeasuredLook = z.infer<typeof measuredLook>;

export const lookPick = z.object({
  colourTransfer,
  mask: swapMaskChoice,
  keepInFront: z.boolean(),
  /** Frames in which a face was laid and measured; 0 where nothing could be, and all is as usual. */
  frames: z.int(),
  /** The usual one first; empty where none was to be chosen. */
  looks: z.array(measuredLook),
  /** The largest share of a face that something lay before, 0 to 1; null where nobody looked. */
  coveredShare: z.number().nullable(),
});
export type LookPick = z.infer<typeof lookPick>;
