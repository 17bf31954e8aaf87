/**
 * Faces cut out in a thread of its own: half of what the thread that follows faces had to do, so that both cores are at
 * work. Faces come back in the order asked for.
 */
import { Worker } from 'node:worker_threads';
import { StudioError } from '#core/contract/errors.ts';
import type { CutFace } from '#core/dataset/cut-face.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FaceCutter } from '#server/ports/face-cutter.ts';

export interface CutRequest {
  readonly frame: VideoFrame;
  readonly box: CutFace['record']['box'];
  readonly score: number;
  /** x, y by turns: nearly five hundred little arrays would be dear to send. */
  readonly mesh: Float64Array;
}

export type CutReply = CutFace | { readonly problem: string };

export const openFaceCutter = (): FaceCutter => {
  const thread = new Worker(new URL('./cut-faces.ts', import.meta.url));
  // It has nothing to do of its own.
  thread.unref();
  const waiting: PromiseWithResolvers<CutFace>[] = [];
  let open = true;
  const end = (cause?: unknown): void => {
    open = false;
    const error = new StudioError('internal', 'The thread that cuts out faces ended.', { cause });
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  thread.on('message', (reply: CutReply) => {
    const asked = waiting.shift();
    if ('problem' in reply) asked?.reject(new StudioError('internal', reply.problem));
    else asked?.resolve(reply);
    if (waiting.length === 0) thread.unref();
  });
  thread.on('error', end);
  thread.on('exit', () => end());
  return {
    cut: ({ frame, box, score, mesh }) => {
      if (!open) throw new StudioError('internal', 'The face cutter is closed.');
      const asked = Promise.withResolvers<CutFace>();
      waiting.push(asked);
      thread.ref();
      thread.postMessage({ frame, box, score, mesh: Float64Array.from(mesh.flat()) } satisfies CutRequest);
      return asked.promise;
    },
    [Symbol.dispose]: () => {
      open = false;
      void thread.terminate();
    },
  };
};
