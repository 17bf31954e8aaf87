/** Clips of more than 8 bits, HDR among them: which they are, and what of that a conversion keeps. */
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { type VideoFormat, videoFiles } from '#core/contract/video-format.ts';

type Facts = Pick<VideoFacts, 'pixelFormat' | 'transfer'>;

/** RGB is not among them: a result is YUV. HDR is even where it has but 8 bits. */
export const isDeep = ({ pixelFormat, transfer }: Facts): boolean =>
  /^(yuvj?a?4|p[024]1|nv)/.test(pixelFormat) && (transfer !== 'sdr' || /(p(9|1\d)|^p\d1\d)(le|be)$/.test(pixelFormat));

/** Whether a result has the clip's own ten bits, and its HDR. */
export const keepsDepth = (facts: Facts, { format, depth }: Pick<ConversionSettings, 'format' | 'depth'>): boolean =>
  depth === 'source' && videoFiles[format].holdsDepth && isDeep(facts);

/** What a clip is written as where nobody says otherwise: what plays everywhere, but for what that does not hold. */
export const usualFormat = (facts: Facts, formats: readonly VideoFormat[]): VideoFormat =>
  isDeep(facts) && formats.includes('hevc') ? 'hevc' : 'h264';
