/**
 * How much narrower a drawn face is than the outline that it is to be laid into: a model that draws no mask draws its training
 * room beside the face, and where the face beneath is the wider one that room lies within its outline. Along a line from the
 * middle of the face through each point of the outline the drawn colours go from those of the face to those beside it; the
 * face ends where they have gone a third of the way; before a room of strong colour, a blue or a green screen, where they
 * have gone a tenth: the least of that is seen on skin. The chin is left out: beneath it lie neck and beard.
 */
import { type InputPoint, inputPoint } from '#core/geometry/point.ts';
import type { FloatImage } from './image.ts';
import { rgbRowToLab } from './lab.ts';

/**
 * For each point of the outline, in pixels of the drawn square, how far the drawn face reaches towards it from the middle:
 * `least` to 1. `strongOnly` leaves all rooms alone but those of strong colour: a mask of the model's own ends before others.
 */
export const drawnNarrowing = (
  drawn: FloatImage,
  outline: readonly InputPoint[],
  { strongOnly = false }: { readonly strongOnly?: boolean } = {},
): number[] => {
  const middle = middleOf(outline);
  const rgb = new Float32Array(outline.length * pixelsPerLine * 3);
  outline.forEach((point, line) => {
    places.forEach((share, at) => {
      const from = pixelAt(drawn, towards({ middle, point, share })) * 3;
      const to = (line * pixelsPerLine + at) * 3;
      for (let channel = 0; channel < 3; channel += 1) rgb[to + channel] = drawn.data[from + channel] as number;
    });
  });
  rgbRowToLab(rgb, { lab: rgb, first: 0, end: outline.length * pixelsPerLine });
  const each = pixelsPerLine * 3;
  return smoothed(
    outline.map((point, line) =>
      isChin(middle, point) ? 1 : reachOf(rgb.subarray(line * each, (line + 1) * each), strongOnly),
    ),
  );
};

export const narrowed = (outline: readonly InputPoint[], shares: readonly number[]): InputPoint[] => {
  const middle = middleOf(outline);
  return outline.map((point, at) => towards({ middle, point, share: shares[at] as number }));
};

const least = 0.76;

const steps = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => from + ((to - from) * at) / (count - 1));

/** On the line from the middle (0) to the outline (1): plainly face, what is asked, and plainly beside it. */
const inner = steps(0.6, 0.75, 6);
const asked = steps(least, 1, 13);
const outer = steps(1.08, 1.2, 6);
const places = [...inner, ...asked, ...outer];
const pixelsPerLine = places.length;

/** Of the way from one colour to the other. The mask is soft: by half of it something beyond still shows. */
const endsAt = { plain: 0.35, strong: 0.1 } as const;

/** CIE76: colours nearer than this are not told apart. */
const leastDifference = 15;

/** In a* and b*: more than from skin to any hair, wall or lamp. */
const strongDifference = 40;

const reachOf = (lab: Float32Array, strongOnly: boolean): number => {
  const face = meanOf(lab, 0, inner.length);
  const beside = meanOf(lab, inner.length + asked.length, outer.length);
  const way = beside.map((value, channel) => value - (face[channel] as number));
  const square = way.reduce((sum, value) => sum + value * value, 0);
  const isStrong = Math.hypot(way[1] as number, way[2] as number) > strongDifference;
  if (square < leastDifference ** 2 || (strongOnly && !isStrong)) return 1;
  const ending = (isStrong ? endsAt.strong : endsAt.plain) * square;
  const end = asked.findIndex((_, at) => {
    const pixel = (inner.length + at) * 3;
    const gone = way.reduce(
      (sum, value, channel) => sum + value * ((lab[pixel + channel] as number) - (face[channel] as number)),
      0,
    );
    return gone > ending;
  });
  return end < 0 ? 1 : (asked[end] as number);
};

const meanOf = (lab: Float32Array, first: number, count: number): number[] =>
  [0, 1, 2].map((channel) => {
    let sum = 0;
    for (let pixel = first; pixel < first + count; pixel++) sum += lab[pixel * 3 + channel] as number;
    return sum / count;
  });

/** One line that met an ear or a strand of hair is no edge. */
const smoothed = (shares: readonly number[]): number[] => {
  const around = (values: readonly number[], at: number): [number, number, number] => {
    const { length } = values;
    return [values.at(at - 1) as number, values[at] as number, values[(at + 1) % length] as number];
  };
  const medians = shares.map((_, at) => around(shares, at).sort((one, other) => one - other)[1] as number);
  return medians.map((_, at) => {
    const [before, here, after] = around(medians, at);
    return (before + 2 * here + after) / 4;
  });
};

/** Within a third of a right angle and some of straight down, the outline going around an upright face. */
const isChin = ([x, y]: InputPoint, point: InputPoint): boolean =>
  Math.atan2(Math.abs(point[0] - x), point[1] - y) < 0.6;

const middleOf = (points: readonly InputPoint[]): InputPoint => {
  const sum = (axis: 0 | 1) => points.reduce((total, point) => total + point[axis], 0);
  return inputPoint(sum(0) / points.length, sum(1) / points.length);
};

interface Line {
  readonly middle: InputPoint;
  readonly point: InputPoint;
  /** 0 at the middle, 1 at the point. */
  readonly share: number;
}

const towards = ({ middle: [x, y], point, share }: Line): InputPoint =>
  inputPoint(x + share * (point[0] - x), y + share * (point[1] - y));

const pixelAt = ({ width, height }: FloatImage, [x, y]: InputPoint): number => {
  const held = (value: number, size: number) => Math.min(size - 1, Math.max(0, Math.floor(value)));
  return held(y, height) * width + held(x, width);
};
