/** How much disk a conversion takes, foretold from its pictures and what they are written as: the size of its clip says little. */
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { VideoFormat, VideoQuality } from '#core/contract/video-format.ts';
import { partSeconds } from './clip-part.ts';
import { keepsDepth } from './colour-depth.ts';

export type RoomSettings = Pick<
  ConversionSettings,
  'format' | 'quality' | 'depth' | 'sideBySide' | 'inSeconds' | 'outSeconds'
>;

/** Bytes: pictures lie there twice while they are joined with all else. */
export const conversionRoom = (options: {
  readonly facts: VideoFacts;
  /** Of the clip: no sound track of it is larger. */
  readonly sizeBytes: number;
  readonly settings: RoomSettings;
}): number => {
  const { facts, sizeBytes, settings } = options;
  const { format, quality, sideBySide } = settings;
  const share = partOf(facts, settings);
  const pixels = facts.width * facts.height * facts.frameCount * share;
  const pairBits = sideBySide ? 2 * bitsPerPixel.h264.standard : 0;
  const deepBits = format === 'ffv1' && keepsDepth(facts, settings) ? losslessDeepBits : 0;
  const pictures = (pixels * (bitsPerPixel[format][quality] + deepBits + pairBits)) / 8;
  return Math.ceil(2 * margin * pictures + sizeBytes * share * (sideBySide ? 2 : 1));
};

const partOf = ({ durationSeconds }: VideoFacts, settings: RoomSettings): number =>
  Math.max(0, partSeconds(settings, durationSeconds)) / durationSeconds;

const h264 = { smaller: 0.08, standard: 0.18, finer: 0.32 };

/** The most that ffmpeg wrote of any of five clips, 288 to 1920 lines high. HEVC and AV1 need less than H.264 for the same. */
const bitsPerPixel: Readonly<Record<VideoFormat, Readonly<Record<VideoQuality, number>>>> = {
  h264,
  hevc: h264,
  av1: h264,
  prores: { smaller: 2.4, standard: 3.4, finer: 4.9 },
  ffv1: { smaller: 2.7, standard: 2.7, finer: 2.7 },
};

/** What two more bits of each of the three samples of two pixels come to where they are all noise. */
const losslessDeepBits = 3;

/** For clips with more noise than those five. */
const margin = 1.5;
