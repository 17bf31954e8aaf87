/**
 * The picture that says how training goes: for some faces of each person a row of three: the face, the same drawn by
 * its own decoder, and by the other's. A's in the left half, B's in the right; with 14 of each, 7 rows of 4 groups,
 * 768 x 448 px at 64 px a face, as the first programs had it.
 */
import type { RgbImage } from '#core/pixels/image.ts';

/** Each [count, size, size, 3] RGB in 0..1. */
export interface PreviewSide {
  readonly count: number;
  readonly target: Float32Array;
  readonly own: Float32Array;
  readonly other: Float32Array;
}

/** Faces shown of each person, where there are so many. */
export const previewFacesPerSide = 14;

const facesPerColumn = 7;

export const previewGrid = ({
  a,
  b,
  size,
}: {
  readonly a: PreviewSide;
  readonly b: PreviewSide;
  readonly size: number;
}): RgbImage => {
  const most = Math.max(a.count, b.count);
  const groups = Math.ceil(most / facesPerColumn);
  const rows = Math.ceil(most / groups);
  const width = groups * 2 * 3 * size;
  const image = { width, height: rows * size, data: new Uint8Array(width * rows * size * 3) };
  [a, b].forEach((side, half) => {
    for (let face = 0; face < side.count; face += 1) {
      const left = (half * groups + Math.floor(face / rows)) * 3 * size;
      const top = (face % rows) * size;
      [side.target, side.own, side.other].forEach((faces, column) => {
        drawFace({ image, faces, face, size, left: left + column * size, top });
      });
    }
  });
  return image;
};

interface Drawing {
  readonly image: RgbImage;
  readonly faces: Float32Array;
  readonly face: number;
  readonly size: number;
  readonly left: number;
  readonly top: number;
}

const drawFace = ({ image, faces, face, size, left, top }: Drawing): void => {
  const row = size * 3;
  for (let y = 0; y < size; y += 1) {
    const from = (face * size + y) * row;
    const to = ((top + y) * image.width + left) * 3;
    for (let index = 0; index < row; index += 1) image.data[to + index] = byteOf(faces[from + index] as number);
  }
};

const byteOf = (value: number): number => Math.round(Math.max(0, Math.min(1, value)) * 255);
