/** Clips that have more than yuv420p of 8 bits (bits, chroma, full range, RGB, HDR): which they are, and what of that a conversion keeps. */
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { VideoFormat } from '#core/contract/video-format.ts';
import type { Chroma, SampleLayout } from '#core/pixels/sample-layout.ts';

type Facts = Pick<VideoFacts, 'pixelFormat' | 'transfer' | 'range'>;
type Settings = Pick<ConversionSettings, 'format' | 'depth'>;

/** More than 8 bits, or HDR even where it has but 8. */
export const isDeep = (facts: Facts): boolean => facts.transfer !== 'sdr' || sourceLayout(facts).bits > 8;

export const isRgb = ({ pixelFormat }: Pick<Facts, 'pixelFormat'>): boolean =>
  /^(gbr|rgb|bgr|argb|abgr|0rgb|0bgr|x2rgb|x2bgr|pal8)/.test(pixelFormat);

export const isFullRange = ({ pixelFormat, range }: Pick<Facts, 'pixelFormat' | 'range'>): boolean =>
  range === 'full' || pixelFormat.startsWith('yuvj');

/** As a clip's samples lie; where frames here cannot lie so, as they lie in what holds all of it. */
export const sourceLayout = (facts: Pick<Facts, 'pixelFormat'>): SampleLayout => ({
  bits: ([8, 10, 12] as const).find((bits) => bitsOf(facts.pixelFormat) <= bits) ?? 16,
  chroma: isRgb(facts) ? 'rgb' : chromaOf(facts.pixelFormat),
});

/** ffmpeg's names: planar, half planar (p010), packed (y210, xv30, rgb48). */
const bitsOf = (name: string): number => {
  if (/^(xv30|v30x|nv20)/.test(name)) return 10;
  if (/^xv36/.test(name)) return 12;
  if (/^(xv48|ayuv64)|^(rgb|bgr)48|64(le|be)$|f(16|32)(le|be)$/.test(name)) return 16;
  return Number(/(?:p|gray|^p[024]|^y2|^x2rgb|^x2bgr)(9|1[0-6])(?:le|be)?$/.exec(name)?.[1] ?? 8);
};

const chromaOf = (name: string): Chroma => {
  if (/44[04]|^p4|^nv(24|42)|^xv|^v30x|^vuy|^ayuv/.test(name)) return '4:4:4';
  return /422|411|^p2|^nv(16|20)|^y21/.test(name) ? '4:2:2' : '4:2:0';
};

interface Holding {
  readonly bits: SampleLayout['bits'];
  /** The most; those with fewer samples are held as well. */
  readonly chroma: Chroma;
  /** Whether what is wider is written of clips of 8 bits too: of a format for players it is one that many refuse. */
  readonly forEditors?: true;
  readonly fullRange?: true;
}

/** H.264 of more is one that players refuse, AV1 of more chroma as well. */
const holdings: Readonly<Partial<Record<VideoFormat, Holding>>> = {
  hevc: { bits: 12, chroma: '4:4:4', fullRange: true },
  av1: { bits: 10, chroma: '4:2:0', fullRange: true },
  prores: { bits: 10, chroma: '4:4:4', forEditors: true },
  ffv1: { bits: 16, chroma: 'rgb', forEditors: true, fullRange: true },
};

export const holdsDepth = (format: VideoFormat): boolean => holdings[format] !== undefined;

/** What a result keeps beyond yuv420p of 8 bits and limited range; undefined where that is all it has. */
export const keptLayout = (facts: Facts, { format, depth }: Settings): SampleLayout | undefined => {
  const holding = holdings[format];
  if (depth !== 'source' || !holding) return undefined;
  return isDeep(facts) || (holding.forEditors && hasMore(facts, holding)) ? heldOf(facts, holding) : undefined;
};

const hasMore = (facts: Facts, { fullRange }: Holding): boolean =>
  sourceLayout(facts).chroma !== '4:2:0' || (fullRange === true && isFullRange(facts));

const byWidth: readonly Chroma[] = ['4:2:0', '4:2:2', '4:4:4', 'rgb'];

const heldOf = (facts: Facts, holding: Holding): SampleLayout => {
  const source = sourceLayout(facts);
  const chroma = byWidth[Math.min(byWidth.indexOf(source.chroma), byWidth.indexOf(holding.chroma))] as Chroma;
  // HDR has steps in 8 bits, and RGB loses a bit or two on its way to YUV.
  const needed = facts.transfer !== 'sdr' || (source.chroma === 'rgb' && chroma !== 'rgb') ? 10 : 8;
  const bits = Math.min(Math.max(source.bits, needed), holding.bits) as SampleLayout['bits'];
  return { bits, chroma };
};

export const keepsDepth = (facts: Facts, settings: Settings): boolean => keptLayout(facts, settings) !== undefined;

/** Whether a result of full range says so: of ProRes players take all to be limited. */
export const keepsRange = (format: VideoFormat): boolean => holdings[format]?.fullRange === true;

/** What a clip is written as where nobody says otherwise: what plays everywhere, but for what that does not hold. */
export const usualFormat = (facts: Facts, formats: readonly VideoFormat[]): VideoFormat =>
  isDeep(facts) && formats.includes('hevc') ? 'hevc' : 'h264';
