/** sRGB and CIE L*a*b* (D65): IEC 61966-2-1 and CIE 15. The power curves are tables: they are most of the cost. */

/** Writes r, g, b of one pixel, held within 0..1. */
export const labToRgb = (l: number, a: number, b: number, out: Float32Array, at: number): void => {
  const fy = (l + 16) / 116;
  const x = whiteX * expand(fy + a / 500);
  const y = expand(fy);
  const z = whiteZ * expand(fy - b / 200);
  out[at] = toGamma(3.2404542 * x - 1.5371385 * y - 0.4985314 * z);
  out[at + 1] = toGamma(-0.969266 * x + 1.8760108 * y + 0.041556 * z);
  out[at + 2] = toGamma(0.0556434 * x - 0.2040259 * y + 1.0572252 * z);
};

/**
 * Writes L (0..100), a, b of pixels `first` to `end` at their place, which may be where their interleaved r, g, b (0..1) lie:
 * a call for each pixel would take as long again.
 */
export const rgbRowToLab = (
  rgb: Float32Array,
  { lab, first, end }: { readonly lab: Float32Array; readonly first: number; readonly end: number },
): void => {
  for (let at = first * 3; at < end * 3; at += 3) {
    const lr = lookUp(linearTable, rgb[at] as number);
    const lg = lookUp(linearTable, rgb[at + 1] as number);
    const lb = lookUp(linearTable, rgb[at + 2] as number);
    const fx = compress((0.4124564 * lr + 0.3575761 * lg + 0.1804375 * lb) / whiteX);
    const fy = compress(0.2126729 * lr + 0.7151522 * lg + 0.072175 * lb);
    const fz = compress((0.0193339 * lr + 0.119192 * lg + 0.9503041 * lb) / whiteZ);
    lab[at] = 116 * fy - 16;
    lab[at + 1] = 500 * (fx - fy);
    lab[at + 2] = 200 * (fy - fz);
  }
};

const whiteX = 0.95047;
const whiteZ = 1.08883;

const expand = (f: number): number => (f > 6 / 29 ? f * f * f : (116 * f - 16) / (24389 / 27));

const tableSteps = 2048;

const tableOf = (curve: (t: number) => number): Float32Array =>
  Float32Array.from({ length: tableSteps + 2 }, (_, i) => curve(i / tableSteps));

const linearTable = tableOf((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));

/** By the root: the curve is too steep near 0 for even steps. */
const gammaTable = tableOf((root) =>
  root * root <= 0.0031308 ? 12.92 * root * root : 1.055 * root ** (2 / 2.4) - 0.055,
);

/** By the root, too. White is 1 but for the last digits of its matrix: beyond it the curve is held. */
const compressTable = tableOf((root) => {
  const t = root * root;
  return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
});

const compress = (t: number): number => lookUp(compressTable, Math.sqrt(t));

const toGamma = (linear: number): number => (linear <= 0 ? 0 : lookUp(gammaTable, Math.sqrt(linear)));

/** `t` is held within 0..1. */
const lookUp = (table: Float32Array, t: number): number => {
  const at = Math.max(0, Math.min(t, 1)) * tableSteps;
  const index = at | 0;
  const low = table[index] as number;
  return low + (at - index) * ((table[index + 1] as number) - low);
};
