/**
 * Words burnt into a picture: light letters on a dark plate at the lower left, large enough for an onlooker to read.
 * The letters are strokes drawn here, so that no font and no build of ffmpeg decides whether a video is labelled.
 */
import type { Samples, Transfer, YuvPlanes } from './image.ts';
import { chromaSize, chromaSteps, plainLayout, type SampleLayout } from './sample-layout.ts';
import { whiteSignal } from './tone-mapping.ts';
import { depthOf } from './yuv.ts';

/** A label laid out for one size of frame: how much of each luma pixel is plate, and how much is letter, 0..1. */
export interface Label {
  /** Even, so that chroma falls on whole pixels. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly ink: Float32Array;
  /** Height of its capitals, px. */
  readonly letterPx: number;
}

/** Height of capitals as a share of the frame's shorter side: the plate around them is about 1.8 times as high. */
const letterShare = 0.05;
export const smallestLetterPx = 7;
const plateOpacity = 0.62;

export const makeLabel = (options: {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  /** Left edge of the part of the frame in which it stands, px. */
  readonly from?: number;
}): Label => {
  const from = evenFloor(options.from ?? 0);
  const room = options.width - from;
  const strokes = layOut(options.text.toUpperCase());
  const wanted = Math.max(smallestLetterPx, Math.ceil(Math.min(room, options.height) * letterShare));
  const unit = Math.min(wanted / glyphHeight, room / (strokes.widthUnits + 2 * marginUnits));
  const [width, height] = [
    evenCeil(unit * (strokes.widthUnits + 2 * marginUnits)),
    evenCeil(unit * (glyphHeight + 2 * marginUnits)),
  ];
  const gap = evenCeil(unit * 2);
  const left = from + Math.min(gap, evenFloor(Math.max(0, room - width)));
  const top = evenFloor(Math.max(0, options.height - height - gap));
  const letterPx = unit * glyphHeight;
  return { left, top, width, height, letterPx, ink: drawStrokes({ segments: strokes.segments, unit, width, height }) };
};

/** Words alone, with their margin, in capitals so high: how much of each pixel is letter. */
export const inkOf = ({
  text,
  letterPx,
}: {
  readonly text: string;
  readonly letterPx: number;
}): { readonly width: number; readonly height: number; readonly data: Float32Array } => {
  const strokes = layOut(text.toUpperCase());
  const unit = letterPx / glyphHeight;
  const width = evenCeil(unit * (strokes.widthUnits + 2 * marginUnits));
  const height = evenCeil(unit * (glyphHeight + 2 * marginUnits));
  return { width, height, data: drawStrokes({ segments: strokes.segments, unit, width, height }) };
};

/** Whether there are letters for all of it; what has none is shown as a question mark. */
export const canWrite = (text: string): boolean => [...stripMarks(text.toUpperCase())].every((each) => each in glyphs);

/** Writes on the planes. In HDR the letters are as bright as plain white, not as the sun. */
export const drawLabel = (label: Label, frame: YuvPlanes & { readonly transfer?: Transfer }): void => {
  const levels = levelsOf(frame);
  const { layout = plainLayout } = frame;
  const bottom = Math.min(label.top + label.height, frame.height);
  for (const data of layout.chroma === 'rgb' ? [frame.y, frame.u, frame.v] : [frame.y]) {
    for (let row = label.top; row < bottom; row += 1) inkRow({ label, data, ...levels }, row, frame.width);
  }
  if (layout.chroma !== 'rgb') greyPlate(label, { ...frame, layout }, levels.grey);
};

const greyPlate = (label: Label, frame: YuvPlanes & { readonly layout: SampleLayout }, grey: number): void => {
  const { across, down } = chromaSteps(frame.layout);
  const { width } = chromaSize(frame, frame.layout);
  const right = Math.min(label.left + label.width, frame.width);
  const bottom = Math.min(label.top + label.height, frame.height);
  for (let row = label.top / down; row < Math.floor(bottom / down); row += 1) {
    const [from, end] = [row * width + label.left / across, row * width + Math.floor(right / across)];
    for (const data of [frame.u, frame.v]) greyOut({ data, grey }, from, end);
  }
};

const levelsOf = (frame: Parameters<typeof drawLabel>[1]) => {
  const { unit, middle } = depthOf(frame);
  const { colour, transfer = 'sdr' } = frame;
  const [dark, span] = colour.range === 'full' ? [0, 255] : [16, 219];
  const white = transfer === 'sdr' ? 1 : whiteSignal(transfer);
  return { dark: dark * unit, light: (dark + span * white) * unit, grey: middle };
};

interface Inking {
  readonly label: Label;
  readonly data: Samples;
  readonly dark: number;
  readonly light: number;
}

/** Half a million pixels a second of HD: nothing is called for each of them. */
const inkRow = ({ label, data, dark, light }: Inking, row: number, width: number): void => {
  const { ink } = label;
  const end = row * width + Math.min(label.left + label.width, width);
  for (let at = row * width + label.left, from = (row - label.top) * label.width; at < end; at += 1, from += 1) {
    const old = data[at] as number;
    const plate = old + (dark - old) * plateOpacity;
    data[at] = plate + (light - plate) * (ink[from] as number) + 0.5;
  }
};

interface Greying {
  readonly data: Samples;
  readonly grey: number;
}

const greyOut = ({ data, grey }: Greying, from: number, end: number): void => {
  for (let at = from; at < end; at += 1) {
    const old = data[at] as number;
    data[at] = old + (grey - old) * plateOpacity + 0.5;
  }
};

const evenCeil = (value: number): number => 2 * Math.ceil(value / 2);
const evenFloor = (value: number): number => 2 * Math.floor(value / 2);

/** Letters stand on a grid of 4 x 6 units; strokes are joined points `xy`, parted by blanks. */
const glyphWidth = 4;
const glyphHeight = 6;
const spacingUnits = 1.8;
const marginUnits = 2.4;
const strokeRadiusUnits = 0.42;

const glyphs: Readonly<Record<string, string>> = {
  A: '062046 1434',
  B: '06003041423303 3344453606',
  C: '4130100105163645',
  D: '06002042442606',
  E: '40000646 0333',
  F: '400006 0333',
  G: '41301001051636454323',
  H: '0006 4046 0343',
  I: '1030 2026 1636',
  J: '4045361605',
  K: '0006 400346',
  L: '000646',
  M: '0600234046',
  N: '06004640',
  O: '103041453616050110',
  P: '06003041423303',
  Q: '103041453616050110 3446',
  R: '06003041423303 2346',
  S: '413010010213334445361605',
  T: '0040 2026',
  U: '000516364540',
  V: '002640',
  W: '0016233640',
  X: '0046 4006',
  Y: '002340 2326',
  Z: '00400646',
  0: '103041453616050110 1432',
  1: '112026 1636',
  2: '01103041420646',
  3: '01103041423313 334445361605',
  4: '36300444',
  5: '400003334445361605',
  6: '4130100105163645443303',
  7: '004016',
  8: '103041423313020110 1304051636454433',
  9: '4313020110304145361605',
  '-': '1333',
  '.': '2626',
  ',': '2617',
  ':': '2222 2525',
  '/': '0640',
  '+': '0343 2125',
  '(': '30212536',
  ')': '10212516',
  '!': '2024 2626',
  '?': '01103041422324 2626',
  "'": '2021',
  ' ': '',
};

interface Segment {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

const layOut = (text: string): { readonly segments: readonly Segment[]; readonly widthUnits: number } => {
  const advance = glyphWidth + spacingUnits;
  const letters = [...stripMarks(text)];
  const segments = letters.flatMap((letter, position) =>
    strokesOf(glyphs[letter] ?? glyphs['?'] ?? '', position * advance),
  );
  return { segments, widthUnits: Math.max(0, letters.length * advance - spacingUnits) };
};

/** Accents fall away: the letters under them stay readable. */
const stripMarks = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

const strokesOf = (glyph: string, offsetX: number): Segment[] =>
  glyph.split(' ').flatMap((stroke) => {
    const points = (stroke.match(/../g) ?? []).map((pair) => ({ x: Number(pair[0]) + offsetX, y: Number(pair[1]) }));
    return points.slice(1).map((point, index) => {
      const before = points[index] ?? point;
      return { x1: before.x, y1: before.y, x2: point.x, y2: point.y };
    });
  });

/** Share of each pixel that lies under a stroke, by its distance to the nearest one. */
const drawStrokes = (options: {
  segments: readonly Segment[];
  unit: number;
  width: number;
  height: number;
}): Float32Array => {
  const { segments, unit, width, height } = options;
  const ink = new Float32Array(width * height);
  const reach = strokeRadiusUnits * unit + 1;
  const toPixel = (units: number) => (units + marginUnits) * unit;
  for (const segment of segments) {
    const [x1, y1, x2, y2] = [toPixel(segment.x1), toPixel(segment.y1), toPixel(segment.x2), toPixel(segment.y2)];
    for (
      let row = Math.max(0, Math.floor(Math.min(y1, y2) - reach));
      row < Math.min(height, Math.max(y1, y2) + reach);
      row += 1
    ) {
      for (
        let column = Math.max(0, Math.floor(Math.min(x1, x2) - reach));
        column < Math.min(width, Math.max(x1, x2) + reach);
        column += 1
      ) {
        const distance = distanceToSegment({ x: column + 0.5, y: row + 0.5 }, { x1, y1, x2, y2 });
        const covered = Math.min(1, Math.max(0, strokeRadiusUnits * unit - distance + 0.5));
        const at = row * width + column;
        ink[at] = Math.max(ink[at] ?? 0, covered);
      }
    }
  }
  return ink;
};

const distanceToSegment = (point: { x: number; y: number }, { x1, y1, x2, y2 }: Segment): number => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - x1) * dx + (point.y - y1) * dy) / length));
  return Math.hypot(point.x - x1 - along * dx, point.y - y1 - along * dy);
};
