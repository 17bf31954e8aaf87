/** How much disk a conversion takes, foretold from its pictures and what they are written as: the size of its clip says little. */
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { VideoFormat, VideoQuality } from '#core/contract/video-format.ts';
import { chromaSteps, plainLayout } from '#core/pixels/sample-layout.ts';
import { partSeconds } from './clip-part.ts';
import { keptLayout } from './colour-depth.ts';

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
  const { sideBySide } = settings;
  const share = partOf(facts, settings);
  const pixels = facts.width * facts.height * facts.frameCount * share;
  const pairBits = sideBySide ? 2 * bitsPerPixel.h264.standard : 0;
  const pictures = (pixels * (pixelBits(facts, settings) + pairBits)) / 8;
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

const pixelBits = (facts: VideoFacts, settings: RoomSettings): number => {
  const { format, quality } = settings;
  const layout = keptLayout(facts, settings) ?? plainLayout;
  const usual = bitsPerPixel[format][quality];
  const { across, down } = chromaSteps(layout);
  const isWhole = across * down === 1;
  if (format === 'prores') return isWhole ? prores4444[quality] : usual;
  if (format !== 'ffv1') return usual;
  const samples = 1 + 2 / (across * down);
  // As if what eight bits do not show were all noise.
  return (usual / samplesOfUsual + layout.bits - 8) * samples;
};

const prores4444 = { smaller: 7.4, standard: 7.4, finer: 8.5 };

/** Of a pixel of 4:2:0. */
const samplesOfUsual = 1.5;

/** For clips with more noise than those five. */
const margin = 1.5;
