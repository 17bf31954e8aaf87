/** Frames copied and joined. */
import type { Samples, VideoFrame } from './image.ts';
import { cutPlanes, pictureBytes, plainLayout } from './sample-layout.ts';

/** A frame of the same content in memory of its own (`slice` would not do: a Buffer's is a view). */
export const copyFrame = ({ own, ...frame }: VideoFrame): VideoFrame => ({
  ...frame,
  ...{ y: new Uint8Array(frame.y), u: new Uint8Array(frame.u), v: new Uint8Array(frame.v) },
  ...(own && { own: { ...own, y: copied(own.y), u: copied(own.u), v: copied(own.v) } }),
});

const copied = (plane: Samples): Samples =>
  plane.BYTES_PER_ELEMENT === 1 ? new Uint8Array(plane) : new Uint16Array(plane);

/**
 * Two frames of one size beside each other, with 8 bits a sample; of an odd width the last column is left out, or chroma
 * would fall between. They lie in memory that `take` gives.
 */
export const joinFrames = (
  { left, right }: Pair,
  take: (sizeBytes: number) => Uint8Array = (sizeBytes) => new Uint8Array(sizeBytes),
): VideoFrame => {
  const { own: _, ...frame } = left;
  const width = joinedWidth(left.width);
  const columns = { luma: width / 2, chroma: width / 4 };
  const chroma = (left.width + 1) >> 1;
  const size = { width, height: left.height };
  const { y, u, v } = cutPlanes(take(pictureBytes(size, plainLayout)), size);
  joinRows({ left: left.y, right: right.y, out: y, stride: left.width, columns: columns.luma });
  joinRows({ left: left.u, right: right.u, out: u, stride: chroma, columns: columns.chroma });
  joinRows({ left: left.v, right: right.v, out: v, stride: chroma, columns: columns.chroma });
  return { ...frame, width, y, u, v };
};

interface Pair {
  readonly left: VideoFrame;
  readonly right: VideoFrame;
}

/** Width of two joined frames of this width. */
export const joinedWidth = (width: number): number => 2 * (width - (width % 2));

interface JoinRows {
  readonly left: Uint8Array;
  readonly right: Uint8Array;
  readonly out: Uint8Array;
  readonly stride: number;
  /** How many of a row's values are taken. */
  readonly columns: number;
}

const joinRows = ({ left, right, out, stride, columns }: JoinRows): void => {
  const rows = left.length / stride;
  for (let row = 0; row < rows; row++) {
    const from = row * stride;
    out.set(left.subarray(from, from + columns), row * columns * 2);
    out.set(right.subarray(from, from + columns), row * columns * 2 + columns);
  }
};
