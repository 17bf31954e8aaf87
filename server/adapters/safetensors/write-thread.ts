/** A thread that writes checkpoints, so that training goes on meanwhile. Files are written one after another. */
import { Worker } from 'node:worker_threads';
import { type ErrorReport, errorFromReport, StudioError } from '#core/contract/errors.ts';

export interface WriteRequest {
  readonly path: string;
  /** Over shared memory; they must stay as they are until the reply. */
  readonly bytes: Uint8Array;
}

export type WriteReply = { readonly sha256: string } | { readonly problem: ErrorReport };

export interface WriteThread {
  /** Gives the file's SHA-256. @throws as writeFileDurably */
  write(request: WriteRequest): Promise<string>;
}

/** The thread is started by the first write and never keeps the process alive when it has nothing to do. */
export const createWriteThread = (): WriteThread => {
  const waiting: PromiseWithResolvers<string>[] = [];
  let thread: Worker | undefined;
  const start = (): Worker => {
    const started = new Worker(new URL('./run-write-thread.ts', import.meta.url));
    const end = (cause?: unknown): void => {
      if (thread === started) thread = undefined;
      const error = new StudioError('internal', 'The thread that writes checkpoints ended.', { cause });
      for (const { reject } of waiting.splice(0)) reject(error);
    };
    started.on('message', (reply: WriteReply) => {
      const asked = waiting.shift();
      if ('sha256' in reply) asked?.resolve(reply.sha256);
      else asked?.reject(errorFromReport(reply.problem));
      if (waiting.length === 0) started.unref();
    });
    started.on('error', end);
    started.on('exit', () => end());
    return started;
  };
  return {
    write: (request) => {
      thread ??= start();
      const asked = Promise.withResolvers<string>();
      waiting.push(asked);
      thread.ref();
      thread.postMessage(request);
      return asked.promise;
    },
  };
};
