/** Frames copied and joined. */
import type { Samples, VideoFrame, YuvPlanes } from './image.ts';

/** A frame of the same content in memory of its own (`slice` would not do: a Buffer's is a view). */
export const copyFrame = ({ deep, ...frame }: VideoFrame): VideoFrame => ({
  ...frame,
  ...copied(frame, Uint8Array),
  ...(deep && { deep: { ...deep, ...copied(deep, Uint16Array) } }),
});

const copied = <Plane extends Samples>({ y, u, v }: YuvPlanes<Plane>, Kind: new (from: Plane) => Plane) => ({
  y: new Kind(y),
  u: new Kind(u),
  v: new Kind(v),
});

/**
 * Two frames of one size beside each other, with 8 bits a sample; of an odd width the last column is left out, or chroma
 * would fall between.
 */
export const joinFrames = ({ left, right }: { readonly left: VideoFrame; readonly right: VideoFrame }): VideoFrame => {
  const { deep: _, ...frame } = left;
  const width = joinedWidth(left.width);
  const columns = { luma: width / 2, chroma: width / 4 };
  const chroma = (left.width + 1) >> 1;
  return {
    ...frame,
    width,
    y: joinRows({ left: left.y, right: right.y, stride: left.width, columns: columns.luma }),
    u: joinRows({ left: left.u, right: right.u, stride: chroma, columns: columns.chroma }),
    v: joinRows({ left: left.v, right: right.v, stride: chroma, columns: columns.chroma }),
  };
};

/** Width of two joined frames of this width. */
export const joinedWidth = (width: number): number => 2 * (width - (width % 2));

interface JoinRows {
  readonly left: Uint8Array;
  readonly right: Uint8Array;
  readonly stride: number;
  /** How many of a row's values are taken. */
  readonly columns: number;
}

const joinRows = ({ left, right, stride, columns }: JoinRows): Uint8Array => {
  const rows = left.length / stride;
  const out = new Uint8Array(rows * columns * 2);
  for (let row = 0; row < rows; row++) {
    const from = row * stride;
    out.set(left.subarray(from, from + columns), row * columns * 2);
    out.set(right.subarray(from, from + columns), row * columns * 2 + columns);
  }
  return out;
};
