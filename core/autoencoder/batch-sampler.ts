/**
 * Which faces come next: shuffled epochs, so that every face is seen before any is seen again. Each epoch's order is
 * made from the seed and the epoch's number, so a place in the data is two integers.
 */
import { seededRandom } from './random.ts';

export interface SamplerState {
  readonly epoch: number;
  /** Faces of this epoch already given. */
  readonly cursor: number;
}

export interface BatchSampler {
  /** Indices of the next `count` faces; an epoch ends and the next begins inside a batch where it must. */
  next(count: number): number[];
  state(): SamplerState;
}

/** `stream` keeps the two sides' orders apart. */
export const createBatchSampler = (options: {
  readonly faceCount: number;
  readonly seed: number;
  readonly stream: string;
  readonly state?: SamplerState;
}): BatchSampler => {
  const { faceCount, seed, stream } = options;
  let epoch = options.state?.epoch ?? 0;
  // Faces may have been rejected since the state was saved.
  let cursor = Math.min(options.state?.cursor ?? 0, faceCount);
  let order = epochOrder(faceCount, seed, `${stream}/epoch/${epoch}`);
  const one = (): number => {
    if (cursor === faceCount) {
      epoch += 1;
      cursor = 0;
      order = epochOrder(faceCount, seed, `${stream}/epoch/${epoch}`);
    }
    cursor += 1;
    return order[cursor - 1] as number;
  };
  return { next: (count) => Array.from({ length: count }, one), state: () => ({ epoch, cursor }) };
};

/** Fisher and Yates. */
const epochOrder = (faceCount: number, seed: number, stream: string): Uint32Array => {
  const random = seededRandom(seed, stream);
  const order = Uint32Array.from({ length: faceCount }, (_, index) => index);
  for (let last = faceCount - 1; last > 0; last -= 1) {
    const chosen = random.below(last + 1);
    [order[last], order[chosen]] = [order[chosen] as number, order[last] as number];
  }
  return order;
};
