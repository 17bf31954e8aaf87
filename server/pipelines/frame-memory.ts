/**
 * Memory of frames used over and over: three fresh megabytes a frame cost a millisecond and more of page faults and of
 * collecting garbage. It is shared: other threads read frames where they lie. Whoever reads frames with it gives each back when its pixels are no longer looked at.
 */
import type { VideoFrame } from '#core/pixels/image.ts';
import { cutPlanes } from '#core/pixels/sample-layout.ts';
import type { PictureMemory } from '#server/ports/frame-io.ts';

export interface FrameMemory extends PictureMemory {
  /** The same pixels in memory of their own, with 8 bits a sample. */
  copy(frame: VideoFrame): VideoFrame;
  /** The frame's planes may be written over from now on. One that has its memory from elsewhere is left alone. */
  giveBack(frame: VideoFrame): void;
}

export const createFrameMemory = (): FrameMemory => {
  const owned = new WeakSet<ArrayBufferLike>();
  const free: Uint8Array[] = [];
  const take = (sizeBytes: number): Uint8Array => {
    const index = free.findIndex(({ length }) => length === sizeBytes);
    if (index >= 0) return free.splice(index, 1)[0] as Uint8Array;
    const picture = new Uint8Array(new SharedArrayBuffer(sizeBytes));
    owned.add(picture.buffer);
    return picture;
  };
  const copy: FrameMemory['copy'] = ({ y, u, v, own: _, ...frame }) => {
    const planes = cutPlanes(take(y.length + u.length + v.length), frame);
    planes.y.set(y);
    planes.u.set(u);
    planes.v.set(v);
    return { ...frame, ...planes };
  };
  return {
    take,
    copy,
    giveBack: ({ y, own }) => {
      for (const { buffer } of own ? [y, own.y] : [y]) {
        if (!owned.has(buffer)) continue;
        if (free.some((each) => each.buffer === buffer)) throw new Error('this frame was given back before');
        free.push(new Uint8Array(buffer));
        if (free.length > mostKept) free.shift();
      }
    },
  };
};

/** Frames of another size (of photos) would else lie there for good. */
const mostKept = 32;
