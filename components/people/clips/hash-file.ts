/** The SHA-256 of a file, made in a worker of its own. */
import { RequestError } from '#components/api/client.ts';
import type { FromHashWorker } from './hash-worker.ts';

/** undefined where it was stopped. @throws RequestError where the file can not be read any more */
export const hashFile = (
  file: File,
  { onProgress, signal }: { onProgress: (hashedBytes: number) => void; signal: AbortSignal },
): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' });
    const end = (finish: () => void) => {
      worker.terminate();
      finish();
    };
    const fail = (message: string) => end(() => reject(new RequestError({ code: 'file_missing', message })));
    signal.addEventListener('abort', () => end(() => resolve(undefined)), { once: true });
    worker.onerror = (event) => fail(event.message);
    worker.onmessage = ({ data }: MessageEvent<FromHashWorker>) => {
      if ('hashedBytes' in data) onProgress(data.hashedBytes);
      else if ('sha256' in data) end(() => resolve(data.sha256));
      else fail(data.failed);
    };
    worker.postMessage(file);
  });
