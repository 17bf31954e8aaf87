/** The filter chains through which frames are looked at and read. Builders only: strings out. */
import type { VideoFacts } from '#core/contract/clip.ts';
import type { SampleLayout } from '#core/pixels/sample-layout.ts';
import { toneCurve, whiteNits } from '#core/pixels/tone-mapping.ts';
import { isRgb } from '#core/studio/colour-depth.ts';
import { pixelName } from './pixel-names.ts';

/**
 * Reports every decoded frame with its time; the frames themselves are thrown away. Encoders' notes are taken off first:
 * showinfo writes them byte by byte, 2300 system calls a frame of x265's, which cost as much as decoding.
 */
export const countingFilter = 'sidedata=mode=delete:type=SEI_UNREGISTERED,showinfo@source=checksum=0';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** Frames of a part of a clip. Both ends lie between two frames, so that no rounding of a time decides. */
export interface ReadWindow {
  /** Time of the clip's first frame on the clock that the filters see; null = that of the first frame they are given. */
  readonly firstFrameSeconds: number | null;
  /** Seconds from the clip's first frame; null = no end. */
  readonly fromSeconds: number | null;
  readonly toSeconds: number | null;
}

interface Reading {
  readonly facts: VideoFacts;
  readonly size: PictureSize;
  readonly samplesPerSecond: number | null;
  readonly window: ReadWindow;
}

/**
 * Decoded frames -> upright, whole lines, standard range, square pixels, 8-bit yuv420p, limited range.
 * Range is brought to limited here because ffmpeg's versions differ in what they make of full-range input.
 */
export const readingFilter = (options: Reading): string => [...picked(options), ...plain(options)].join(',');

/**
 * The same frames twice: plain, and with their own samples, neither tone-mapped nor brought to another range. Of a clip
 * with more bits or more samples of chroma than the layout as much is kept as that holds.
 */
export const readingTwice = (options: Reading & { readonly from: string; readonly own: SampleLayout }): string => {
  const { from } = options;
  const own = [ownScaleFilter(options), 'setsar=1', `format=${pixelName(options.own)}`];
  return [
    `[${from}]${[...picked(options), 'split[both1][both2]'].join(',')}`,
    `[both1]${plain(options).join(',')}[plain]`,
    `[both2]${own.join(',')}[own]`,
  ].join(';');
};

const picked = (options: Reading): string[] => [
  countingFilter,
  // Before frames are picked: a frame's missing lines are found in its neighbours.
  ...deinterlacing(options.facts),
  ...picking(options),
  ...turning(options.facts),
];

const plain = (options: Pick<Reading, 'facts' | 'size'>): string[] => [
  ...toneMapping(options.facts),
  scaleFilter(options),
  'setsar=1',
  'format=yuv420p',
];

/** Even sides of at most 1920 x 1080 (or upright 1080 x 1920), 8 bit: what every browser plays. */
export const proxyFilter = (facts: VideoFacts): string => {
  const [long, short] = [Math.max(facts.width, facts.height), Math.min(facts.width, facts.height)];
  const share = Math.min(1, 1920 / long, 1080 / short);
  const even = (side: number) => Math.max(2, 2 * Math.round((side * share) / 2));
  const size = { width: even(facts.width), height: even(facts.height) };
  return [countingFilter, ...deinterlacing(facts), ...turning(facts), ...plain({ facts, size })].join(',');
};

/** ffmpeg turns a picture before any filter sees it, and lines that stand upright are no fields: an interlaced clip is turned here. */
export const turnOptions = (facts: VideoFacts): string[] => (isInterlaced(facts) ? ['-noautorotate'] : []);

const isInterlaced = (facts: VideoFacts): boolean => facts.fieldOrder !== 'progressive';

/** One frame for each frame; frames of a mixed clip that say they are whole stay as they are. */
const deinterlacing = (facts: VideoFacts): string[] =>
  isInterlaced(facts)
    ? [`bwdif=mode=send_frame:parity=${facts.fieldOrder === 'top-first' ? 'tff' : 'bff'}:deint=interlaced`]
    : [];

const turns = { 0: [], 90: ['transpose=clock'], 180: ['hflip', 'vflip'], 270: ['transpose=cclock'] } as const;

const turning = (facts: VideoFacts): readonly string[] => (isInterlaced(facts) ? turns[facts.rotation] : []);

const picking = (options: { samplesPerSecond: number | null; window: ReadWindow }): string[] => {
  const { firstFrameSeconds, fromSeconds, toSeconds } = options.window;
  const first = firstFrameSeconds === null ? 'start_t' : firstFrameSeconds.toFixed(9);
  const conditions = [
    ...(options.samplesPerSecond === null ? [] : [newSlot(options.samplesPerSecond, first)]),
    ...(fromSeconds === null ? [] : [`gte(t-${first},${fromSeconds.toFixed(9)})`]),
    ...(toSeconds === null ? [] : [`lt(t-${first},${toSeconds.toFixed(9)})`]),
  ];
  if (conditions.length === 0) return [];
  // Only `trim` ends the reading; where the clock is not known the rest is decoded in vain. It counts in whole ticks: a
  // second more keeps its rounding from deciding.
  const isEndKnown = firstFrameSeconds !== null && toSeconds !== null;
  const end = isEndKnown ? [`trim=end=${(firstFrameSeconds + toSeconds + 1).toFixed(6)}`] : [];
  return [...end, `select='${conditions.join('*')}'`, 'showinfo@taken=checksum=0'];
};

/**
 * The first frame at or after each multiple of 1 / rate; the small share keeps 0.2 x 5 from falling just below 1. Slots
 * are told by the frame before and not by the one taken before, so that a part of a clip takes the frames the whole would.
 */
const newSlot = (samplesPerSecond: number, first: string): string => {
  const slot = (time: string) => `floor((${time}-${first})*${samplesPerSecond}+0.001)`;
  return `(isnan(prev_t)+gt(${slot('t')},${slot('prev_t')}))`;
};

const transferNames = { pq: 'smpte2084', hlg: 'arib-std-b67' } as const;

/**
 * HDR -> what an SDR screen shows of it, in a way that core/pixels/tone-mapping.ts undoes.
 * Streams that leave their primaries open are taken for BT.2020, as the standards of PQ and HLG say; zscale refuses them else.
 */
const toneMapping = (facts: VideoFacts): string[] => {
  if (facts.transfer === 'sdr') return [];
  const matrix = isRgb(facts) ? '' : ':colorspace=bt2020nc';
  return [
    `setparams=color_primaries=bt2020:color_trc=${transferNames[facts.transfer]}${matrix}`,
    // zscale takes and makes no 4:2:0 of odd sides.
    'format=yuv444p10le|yuv444p12le|gbrp10le|gbrp12le',
    `zscale=t=linear:npl=${whiteNits}`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    `tonemap=mobius:param=${toneCurve.straightTo}:desat=0:peak=${toneCurve.peak.toFixed(4)}`,
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv444p',
  ];
};

const scaleFilter = ({ facts, size }: { facts: VideoFacts; size: PictureSize }): string =>
  `scale=w=${size.width}:h=${size.height}:flags=bicubic+accurate_rnd:out_range=limited${matrixOption(facts)}`;

/** Samples that lie in the layout already pass as they are. */
const ownScaleFilter = ({ facts, size, own }: Pick<Reading, 'facts' | 'size'> & { own: SampleLayout }): string => {
  const toYuv = isRgb(facts) && own.chroma !== 'rgb';
  const matrix = facts.transfer === 'sdr' ? 'bt709' : 'bt2020';
  const colour = toYuv ? `:out_range=limited:out_color_matrix=${matrix}` : '';
  return `scale=w=${size.width}:h=${size.height}:flags=bicubic+accurate_rnd${colour}`;
};

/** RGB has no matrix to keep; ffmpeg would take BT.601 whatever the size. */
const matrixOption = (facts: VideoFacts): string =>
  isRgb(facts) && facts.transfer === 'sdr' ? ':out_color_matrix=bt709' : '';
