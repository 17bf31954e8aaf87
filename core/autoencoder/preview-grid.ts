/**
 * The picture that says how training goes: for some faces of each person a row of three: the face, the same drawn by
 * its own decoder, and by the other's. A's in the left half, B's in the right; with 14 of each, 7 rows of 4 groups,
 * 768 x 448 px at 64 px a face, as the first programs had it. Faces that are never trained on have a triangle in the left
 * upper corner, those of the clip one means to convert a square in the right one.
 */
import { mostShownFaces, type ShownFace } from '#core/contract/run.ts';
import type { RgbImage } from '#core/pixels/image.ts';

/** Each [count, size, size, 3] RGB in 0..1. */
export interface PreviewSide {
  readonly count: number;
  readonly target: Float32Array;
  readonly own: Float32Array;
  readonly other: Float32Array;
  /** One a face; none where nothing is known of them. */
  readonly marks?: readonly ShownMark[];
}

/** The page explains them in the same colours. */
export const markColours = { heldOut: [255, 176, 32], clip: [64, 196, 255] } as const;

export type ShownMark = Pick<ShownFace, 'isHeldOut' | 'isOfClip'>;

const facesPerColumn = mostShownFaces / 2;

/** Groups of three columns in a half. */
export const previewGroups = (most: number): number => Math.ceil(most / facesPerColumn);

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
  const groups = previewGroups(most);
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
      drawMarks(image, { mark: side.marks?.[face], size, left, top });
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

/** Read at a glance, and no part of a face. */
const markShare = 0.16;
const rimColour = [16, 16, 20] as const;

const drawMarks = (
  image: RgbImage,
  {
    mark,
    size,
    left,
    top,
  }: {
    readonly mark: ShownMark | undefined;
    readonly size: number;
    readonly left: number;
    readonly top: number;
  },
): void => {
  const side = Math.max(3, Math.round(size * markShare));
  const put = (x: number, y: number, colour: readonly number[]) =>
    image.data.set(colour, ((top + y) * image.width + left + x) * 3);
  for (let y = 0; y <= side; y += 1) {
    for (let x = 0; x <= side; x += 1) {
      if (mark?.isHeldOut && x + y <= side) put(x, y, x + y === side ? rimColour : markColours.heldOut);
      const isRim = x === side || y === side;
      if (mark?.isOfClip) put(size - 1 - x, y, isRim ? rimColour : markColours.clip);
    }
  }
};

const byteOf = (value: number): number => Math.round(Math.max(0, Math.min(1, value)) * 255);
