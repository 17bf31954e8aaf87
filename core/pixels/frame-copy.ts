/** Frames copied and joined. */
import type { VideoFrame } from './image.ts';

/** A frame of the same content in memory of its own. */
export const copyFrame = (frame: VideoFrame): VideoFrame => ({ ...frame, y: frame.y.slice(), u: frame.u.slice(), v: frame.v.slice() });

/** Two frames of one size beside each other. Widths must be even, or chroma would fall between them. */
export const joinFrames = ({ left, right }: { readonly left: VideoFrame; readonly right: VideoFrame }): VideoFrame => {
  const half = (left.width + 1) >> 1;
  return {
    ...left,
    width: left.width * 2,
    y: joinRows(left.y, right.y, left.width),
    u: joinRows(left.u, right.u, half),
    v: joinRows(left.v, right.v, half),
  };
};

const joinRows = (left: Uint8Array, right: Uint8Array, width: number): Uint8Array => {
  const out = new Uint8Array(left.length * 2);
  for (let at = 0; at < left.length; at += width) {
    out.set(left.subarray(at, at + width), at * 2);
    out.set(right.subarray(at, at + width), at * 2 + width);
  }
  return out;
};
