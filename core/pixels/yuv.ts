/** YUV and RGB: the coefficients of ITU-R BT.601, 709 and 2020, and where chroma samples lie. All values 0..255 but where depths are told apart. */
import type { YuvColour, YuvPlanes } from './image.ts';
import { plainLayout } from './sample-layout.ts';

/** r = luma (y - black) + redV v', g = ... - greenU u' - greenV v', b = ... + blueU u', where u' = u - 128, v' = v - 128. */
export interface ToRgb {
  readonly black: number;
  readonly luma: number;
  readonly redV: number;
  readonly greenU: number;
  readonly greenV: number;
  readonly blueU: number;
}

/** y = black + yRed r + yGreen g + yBlue b; u = 128 + uRed r + ...; v = 128 + vRed r + ... */
export interface FromRgb {
  readonly black: number;
  readonly y: readonly [number, number, number];
  readonly u: readonly [number, number, number];
  readonly v: readonly [number, number, number];
}

type Kind = Pick<YuvPlanes, 'colour' | 'layout'>;

export const toRgb = (colour: YuvColour): ToRgb => {
  const { red, green, blue } = weightsOf(colour);
  const { black, lumaSpan, chromaSpan } = spansOf(colour);
  const chroma = 255 / chromaSpan;
  return {
    black,
    luma: 255 / lumaSpan,
    redV: 2 * (1 - red) * chroma,
    greenU: ((2 * (1 - blue) * blue) / green) * chroma,
    greenV: ((2 * (1 - red) * red) / green) * chroma,
    blueU: 2 * (1 - blue) * chroma,
  };
};

export const fromRgb = (colour: YuvColour): FromRgb => {
  const { red, green, blue } = weightsOf(colour);
  const { black, lumaSpan, chromaSpan } = spansOf(colour);
  const y = lumaSpan / 255;
  const u = chromaSpan / 255 / (2 * (1 - blue));
  const v = chromaSpan / 255 / (2 * (1 - red));
  return {
    black,
    y: [red * y, green * y, blue * y],
    u: [-red * u, -green * u, (1 - blue) * u],
    v: [(1 - red) * v, -green * v, -blue * v],
  };
};

/** Of planes of any layout. */
export const planesFromRgb = ({ colour, layout }: Kind): FromRgb =>
  layout?.chroma === 'rgb' ? unmixed : fromRgb(colour);

const unmixed: FromRgb = { black: 0, y: [0, 1, 0], u: [0, 0, 1], v: [1, 0, 0] };

/** What becomes of a value 0..255 in planes of other samples: it times `unit`; of chroma, how far it is from the middle. */
export interface SampleDepth {
  readonly unit: number;
  readonly middle: number;
  readonly highest: number;
}

/** Limited ranges of all depths are those of 8 bits with zeros behind; full ranges fill what there is (BT.2100, table 9). */
export const depthOf = ({ colour, layout = plainLayout }: Kind): SampleDepth => {
  const levels = 2 ** layout.bits;
  return {
    unit: colour.range === 'full' ? (levels - 1) / 255 : levels / 256,
    middle: layout.chroma === 'rgb' ? 0 : levels / 2,
    highest: levels - 1,
  };
};

/**
 * Where the first chroma sample lies across, in luma pixels from the left edge: video puts it on the first column of
 * luma, full-range pictures (JPEG's way) between the first two. Down, both put it between two rows. So where chroma has
 * fewer samples than luma; where it has as many it lies with luma.
 */
export const chromaSiteX = (colour: YuvColour): number => (colour.range === 'full' ? 1 : 0.5);

const weightsOf = ({ matrix }: YuvColour): { red: number; green: number; blue: number } => {
  const [red, blue] = { bt601: [0.299, 0.114], bt709: [0.2126, 0.0722], bt2020: [0.2627, 0.0593] }[matrix] as [
    number,
    number,
  ];
  return { red, green: 1 - red - blue, blue };
};

const spansOf = ({ range }: YuvColour): { black: number; lumaSpan: number; chromaSpan: number } =>
  range === 'full' ? { black: 0, lumaSpan: 255, chromaSpan: 255 } : { black: 16, lumaSpan: 219, chromaSpan: 224 };
