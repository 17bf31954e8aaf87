/**
 * Two people trained together, each time on one set of each: a thread of its own, since couples know nothing of each
 * other. Which sets meet turns with the seed, so that what one's lack does to the other counts as noise.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { TrainingFace } from '#core/autoencoder/training-face.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { trainAndDraw } from './coverage-training.ts';

/** What one of the two is trained on and has to draw, by name. */
export interface Pupil {
  readonly sets: Readonly<Record<string, readonly TrainingFace[]>>;
  readonly unseen: Readonly<Record<string, readonly TrainingFace[]>>;
}

export interface Couple {
  readonly name: string;
  readonly beginning: readonly NamedTensor[];
  readonly a: Pupil;
  readonly b: Pupil;
  readonly seeds: readonly number[];
}

/** How one training drew one unseen set. */
export interface Drawing {
  /** Name of the couple and seed: what drawings of different sets have in common. */
  readonly training: string;
  readonly set: string;
  readonly unseen: string;
  readonly error: number;
}

export const trainCouple = (couple: Couple, tell: (drawings: readonly Drawing[]) => void): Promise<void> => {
  const thread = new Worker(new URL(import.meta.url), { workerData: couple });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  thread.on('message', tell);
  thread.on('error', reject);
  thread.on('exit', () => resolve());
  return promise;
};

const trainAll = ({ name, beginning, a, b, seeds }: Couple, tell: (drawings: readonly Drawing[]) => void): void => {
  const names = Object.keys(a.sets);
  for (const seed of seeds) {
    names.forEach((setOfA, index) => {
      const setOfB = names[(index + seed) % names.length] as string;
      const errors = trainAndDraw({
        beginning,
        known: { a: a.sets[setOfA] ?? [], b: b.sets[setOfB] ?? [] },
        unseen: { a: Object.values(a.unseen), b: Object.values(b.unseen) },
        seed,
      });
      const training = `${name} ${seed}`;
      tell([
        ...drawings(a, { training, set: setOfA, errors: errors.a }),
        ...drawings(b, { training, set: setOfB, errors: errors.b }),
      ]);
    });
  }
};

const drawings = (
  { unseen }: Pupil,
  { training, set, errors }: Pick<Drawing, 'training' | 'set'> & { readonly errors: readonly number[] },
): Drawing[] =>
  Object.keys(unseen).map((name, index) => ({ training, set, unseen: name, error: errors[index] as number }));

if (!isMainThread) trainAll(workerData as Couple, (drawings) => parentPort?.postMessage(drawings));
