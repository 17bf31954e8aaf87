/** One conversion by the real worker process, told and heard over its own protocol, watched from outside. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JobPayload } from '#core/contract/jobs.ts';
import { jobResults } from '#core/contract/jobs.ts';
import { workerEnvironment, workerOptions } from '#server/jobs/worker-environment.ts';
import { type FromWorker, fromWorker, type ToWorker } from '#server/jobs/worker-protocol.ts';
import { byName, type CpuSeconds, treeUse } from './process-tree.ts';

export interface ConversionRun {
  readonly written: number;
  readonly swapped: number;
  /** From the start of the process to its verdict. */
  readonly seconds: number;
  /** Until the first frames were reported: the process, TensorFlow and the model. */
  readonly startSeconds: number;
  /** Of the worker and its ffmpegs together. */
  readonly peakBytes: number;
  readonly cpuSeconds: CpuSeconds;
  /** What the start used of it: until the first frames were reported, and how many these were. */
  readonly start: { readonly cpuSeconds: CpuSeconds; readonly frames: number };
}

const millisecondsBetweenLooks = 400;

export const runConversion = async (payload: JobPayload<'convert-video'>): Promise<ConversionRun> => {
  const began = performance.now();
  const worker = fork(join(import.meta.dirname, '../../server/worker.ts'), {
    env: { ...process.env, ...workerEnvironment('convert-video') },
    execArgv: [...workerOptions('convert-video')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const since = (): number => (performance.now() - began) / 1000;
  let [peakBytes, startSeconds] = [0, 0];
  let start: ConversionRun['start'] | undefined;
  // A program's last count is kept when it is gone: there is an encoder for each segment.
  const each = new Map<string, number>();
  const watching = setInterval(() => {
    const use = treeUse(worker.pid ?? 0);
    peakBytes = Math.max(peakBytes, use.memoryBytes);
    for (const [name, seconds] of use.each) each.set(name, seconds);
  }, millisecondsBetweenLooks);
  try {
    const result = await new Promise<unknown>((resolve, reject) => {
      worker.once('exit', () => reject(new Error('The worker ended without a verdict.')));
      worker.on('message', (raw) => {
        const message: FromWorker = fromWorker.parse(raw);
        if (message.type === 'hello')
          worker.send({ type: 'start', jobId: 'bench', kind: 'convert-video', payload } satisfies ToWorker);
        if (message.type === 'progress' && message.progress.stage === 'converting') {
          startSeconds ||= since();
          start ??= { cpuSeconds: treeUse(worker.pid ?? 0).cpuSeconds, frames: message.progress.done };
        }
        if (message.type === 'done') resolve(message.result);
        if (message.type === 'failed') reject(new Error(`${message.error.code}: ${message.error.message}`));
      });
    });
    const seconds = since();
    // Until it is gone its time would be counted to what comes after.
    if (worker.exitCode === null) await once(worker, 'exit');
    const { written, swapped } = jobResults['convert-video'].parse(result);
    return {
      written,
      swapped,
      seconds,
      startSeconds,
      peakBytes,
      cpuSeconds: byName(each),
      start: start ?? { cpuSeconds: new Map(), frames: 0 },
    };
  } finally {
    clearInterval(watching);
    worker.kill('SIGKILL');
  }
};
