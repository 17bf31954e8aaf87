/**
 * One stream of frames as one stream for each of several ranges in it, to be read one after the other. Where ranges overlap
 * each gets frames of its own, which it may draw over: nothing is decoded twice.
 */
import type { VideoFrame } from '#core/pixels/image.ts';

/** On the frames' clock. Each begins behind the one before, and none lies apart from it. */
export interface FrameRange {
  readonly fromSeconds: number | null;
  readonly toSeconds: number | null;
}

export const segmentFrames = (
  frames: AsyncIterable<VideoFrame>,
  { ranges, copy }: { readonly ranges: readonly FrameRange[]; readonly copy: (frame: VideoFrame) => VideoFrame },
): AsyncIterable<VideoFrame>[] => {
  const iterator = frames[Symbol.asyncIterator]();
  /** Read already, by range. */
  const waiting: VideoFrame[][] = ranges.map(() => []);
  const beginsBy = (at: number, { timeSeconds }: VideoFrame): boolean => {
    const range = ranges[at];
    return range !== undefined && timeSeconds >= (range.fromSeconds ?? 0);
  };
  return ranges.map(async function* ({ toSeconds }, at) {
    for (;;) {
      const frame = waiting[at]?.shift() ?? (await nextOf(iterator));
      if (frame === undefined) return;
      const isBehind = toSeconds !== null && frame.timeSeconds >= toSeconds;
      if (beginsBy(at + 1, frame)) waiting[at + 1]?.push(isBehind ? frame : copy(frame));
      if (isBehind) return;
      yield frame;
    }
  });
};

const nextOf = async (iterator: AsyncIterator<VideoFrame>): Promise<VideoFrame | undefined> => {
  const { done, value } = await iterator.next();
  return done ? undefined : value;
};
