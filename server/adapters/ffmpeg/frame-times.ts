/**
 * Where each frame of a clip lies in time, kept in a file of its own, so that reading can begin anywhere and still know
 * which frame it reads. All of it was told by the decoder: no container's index is trusted, and no rate is multiplied.
 */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

export interface FrameTimes {
  readonly secondsPerTick: number;
  /** The first frame's time on the file's own clock, ticks. */
  readonly firstTicks: number;
  /** Each frame's time from the first one's, ticks, rising. */
  readonly ticks: Float64Array;
}

/** Float64, little-endian: seconds per tick, first ticks, then the ticks of each frame. */
const headLength = 2;

export const writeFrameTimes = async (path: string, times: FrameTimes): Promise<void> => {
  const numbers = new Float64Array(headLength + times.ticks.length);
  numbers.set([times.secondsPerTick, times.firstTicks]);
  numbers.set(times.ticks, headLength);
  const part = `${path}.part`;
  try {
    await writeFile(part, new Uint8Array(numbers.buffer));
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
};

/** undefined where there is no such file: a clip whose frames have no rising times, or one that came in before they were kept. */
export const readFrameTimes = async (path: string): Promise<FrameTimes | undefined> => {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (bytes === undefined) return undefined;
  const numbers = new Float64Array(new Uint8Array(bytes).buffer);
  const [secondsPerTick = 0, firstTicks = 0] = numbers;
  return { secondsPerTick, firstTicks, ticks: numbers.subarray(headLength) };
};

/** What a time in seconds may have lost when it was made of ticks. */
export const roundingSeconds = 1e-6;

/** Place of the first frame at or after a time, seconds from the first frame; their number where there is none. */
export const firstFrameFrom = ({ ticks, secondsPerTick }: FrameTimes, seconds: number): number => {
  const wanted = seconds / secondsPerTick - Math.min(0.25, roundingSeconds / secondsPerTick);
  let [low, high] = [0, ticks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ticks[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A time between a frame and the one before it, seconds from the first frame. */
export const justBefore = ({ ticks, secondsPerTick }: FrameTimes, index: number): number => {
  const here = ticks[index] ?? Number.POSITIVE_INFINITY;
  const before = ticks[index - 1] ?? here - 1;
  return (Number.isFinite(here) ? (before + here) / 2 : before + 0.5) * secondsPerTick;
};
