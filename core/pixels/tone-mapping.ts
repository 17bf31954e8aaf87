/**
 * HDR and what an SDR screen shows of it. Frames are tone-mapped by `toneCurve` when they are read, and what was drawn in
 * them is carried back here: the curve, the screen's gamma and the way between the primaries have exact inverses, which are
 * the same in every frame, so nothing of them flickers. What the curve cut off (beyond `peakNits`, or BT.709's colours)
 * does not come back.
 */
import type { FloatImage, HdrTransfer } from './image.ts';

/** BT.2408: the light of plain white in HDR; and the brightest that masters usually hold. */
export const whiteNits = 203;
const peakNits = 1000;

/**
 * Mobius leaves all up to three tenths of white as it is, where skin lies, and bends only what is brighter. The peak, in
 * whites, is fixed: a file's own word on it may change within a clip, or lie.
 */
export const toneCurve = { straightTo: 0.3, peak: peakNits / whiteNits } as const;

/** Tone-mapped RGB 0..1 of BT.709 -> signals 0..1 of BT.2020 in that transfer. */
export const toHdr = ({ width, height, data }: FloatImage, transfer: HdrTransfer): FloatImage => {
  const signal = signalOf[transfer];
  const signals = new Float32Array(data.length);
  for (let at = 0; at < data.length; at += 3) {
    const r = screenLight(data[at] as number);
    const g = screenLight(data[at + 1] as number);
    const b = screenLight(data[at + 2] as number);
    const nits = whiteNits * straightened(Math.max(r, g, b));
    // BT.2087's matrix from BT.709 to BT.2020.
    signals[at] = signal(nits * (0.627404 * r + 0.329283 * g + 0.043313 * b));
    signals[at + 1] = signal(nits * (0.069097 * r + 0.91954 * g + 0.011362 * b));
    signals[at + 2] = signal(nits * (0.016391 * r + 0.088013 * g + 0.895595 * b));
  }
  return { width, height, data: signals };
};

/** The signal of plain white. */
export const whiteSignal = (transfer: HdrTransfer): number => signalOf[transfer](whiteNits);

/** BT.1886 with a black of nothing. */
const screenLight = (signal: number): number => Math.max(signal, 0) ** 2.4;

const { straightTo: knee, peak } = toneCurve;
const low = (-knee * knee * (peak - 1)) / (knee * knee - 2 * knee + peak);
const high = (knee * knee - 2 * knee * peak + peak) / (peak - 1);
const rise = (high * high + 2 * high * knee + knee * knee) / (high - low);

/** By how much the brightest of three was made less: the curve, rise (x + low) / (x + high), backwards. */
const straightened = (shown: number): number => {
  if (shown <= knee) return 1;
  const held = Math.min(shown, 1);
  return (rise * low - held * high) / (held - rise) / shown;
};

/** SMPTE ST 2084: nits -> signal. */
const pqSignal = (nits: number): number => {
  const power = (nits / 10_000) ** (2610 / 16_384);
  return ((3424 / 4096 + (2413 / 128) * power) / (1 + (2392 / 128) * power)) ** (2523 / 32);
};

/** ITU-R BT.2100 HLG on a screen of 1000 nits, whose gamma is applied to each colour as zscale does. */
const hlgSignal = (nits: number): number => {
  const scene = (nits / 1000) ** (1 / 1.2);
  return scene <= 1 / 12 ? Math.sqrt(3 * scene) : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
};

const signalOf: Readonly<Record<HdrTransfer, (nits: number) => number>> = { pq: pqSignal, hlg: hlgSignal };
