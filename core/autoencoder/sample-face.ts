/** Reads a face between its pixels. Beyond the edge the edge goes on, as in OpenCV's BORDER_REPLICATE. */
import type { TrainingFace } from './training-face.ts';

/** Where to read for pixel (`x`, `y`) of the output: a place in the face, its corner at 0, pixel centres at .5. */
export type FaceMap = (x: number, y: number, place: { x: number; y: number }) => void;

/** Writes size x size RGB numbers in 0..1 from `offset` on, read bilinearly. */
export const sampleFace = (options: {
  readonly face: TrainingFace;
  readonly map: FaceMap;
  readonly size: number;
  readonly into: Float32Array;
  readonly offset: number;
}): void => {
  const { face, map, size, into } = options;
  const place = { x: 0, y: 0 };
  let at = options.offset;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      map(x, y, place);
      readBilinear(face, place, into, at);
      at += 3;
    }
  }
};

const readBilinear = (
  { side, data }: TrainingFace,
  place: { x: number; y: number },
  into: Float32Array,
  at: number,
): void => {
  const x = within(place.x - 0.5, side - 1);
  const y = within(place.y - 0.5, side - 1);
  const left = Math.min(Math.floor(x), side - 2);
  const top = Math.min(Math.floor(y), side - 2);
  const [fx, fy] = [x - left, y - top];
  const first = (top * side + left) * 3;
  const below = first + side * 3;
  for (let channel = 0; channel < 3; channel += 1) {
    const upper = mix(data[first + channel] as number, data[first + channel + 3] as number, fx);
    const lower = mix(data[below + channel] as number, data[below + channel + 3] as number, fx);
    into[at + channel] = mix(upper, lower, fy) / 255;
  }
};

const within = (value: number, last: number): number => Math.max(0, Math.min(last, value));

const mix = (from: number, to: number, part: number): number => from + (to - from) * part;
