/** Thinning in a thread that lives for one answer: nobody thins twice a minute, and meanwhile the studio answers others. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { StudioError } from '#core/contract/errors.ts';
import type { SpaceField } from '#core/dataset/face-space.ts';
import type { FaceThinner } from '#server/ports/face-thinner.ts';

export interface ThinRequest {
  readonly field: SpaceField;
  readonly keep: number;
}

export const createFaceThinner = (): FaceThinner => ({ choose });

const choose = async (field: SpaceField, keep: number): Promise<number[]> => {
  const thread = new Worker(new URL('./thin-faces.ts', import.meta.url), {
    workerData: { field, keep } satisfies ThinRequest,
  });
  try {
    const [chosen] = (await once(thread, 'message')) as [number[]];
    return chosen;
  } catch (cause) {
    throw new StudioError('internal', 'The faces could not be thinned.', { cause });
  } finally {
    void thread.terminate();
  }
};
