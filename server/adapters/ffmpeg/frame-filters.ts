/** The filter chains through which frames are looked at and read. Builders only: strings out. */
import type { VideoFacts } from '#core/contract/clip.ts';

/** Reports every decoded frame with its time; the frames themselves are thrown away. */
export const countingFilter = 'showinfo@source=checksum=0';

/**
 * Decoded frames -> upright (ffmpeg turns them before this chain), square pixels, 8-bit yuv420p, limited range.
 * Range is brought to limited here because ffmpeg's versions differ in what they make of full-range input.
 */
export const readingFilter = (options: {
  readonly facts: VideoFacts;
  readonly samplesPerSecond: number | null;
}): string =>
  [
    countingFilter,
    ...(options.samplesPerSecond === null ? [] : [pickFilter(options.samplesPerSecond), 'showinfo@taken=checksum=0']),
    scaleFilter(options.facts),
    'setsar=1',
    'format=yuv420p',
  ].join(',');

/** The first frame at or after each multiple of 1 / rate; the small share keeps 0.2 x 5 from falling just below 1. */
const pickFilter = (samplesPerSecond: number): string => {
  const slot = (time: string) => `floor(${time}*${samplesPerSecond}+0.001)`;
  return `select='isnan(prev_selected_t)+gt(${slot('t')},${slot('prev_selected_t')})'`;
};

const scaleFilter = (facts: VideoFacts): string => {
  // RGB has no matrix to keep; ffmpeg would take BT.601 whatever the size.
  const matrix = /^(gbr|rgb|bgr|argb|abgr|0rgb|0bgr|pal8)/.test(facts.pixelFormat) ? ':out_color_matrix=bt709' : '';
  return `scale=w=${facts.width}:h=${facts.height}:flags=bicubic+accurate_rnd:out_range=limited${matrix}`;
};
