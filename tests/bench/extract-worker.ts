/** One extraction of every frame by the real worker process, told and heard over its own protocol. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { jobResults } from '#core/contract/jobs.ts';
import { type FromWorker, fromWorker, type ToWorker } from '#server/jobs/worker-protocol.ts';

export interface ExtractionRun {
  readonly frames: number;
  readonly faces: number;
  /** From the first report to the last: without the start of the process. */
  readonly secondsPerFrame: number;
  /** Of the worker and the ffmpeg it ran, on all cores, without the start. */
  readonly cpuSecondsPerFrame: number;
  readonly startSeconds: number;
  readonly peakBytes: number;
}

interface RunExtraction {
  readonly path: string;
  readonly facts: VideoFacts;
  readonly facesFolder: string;
}

export const runExtraction = async (options: RunExtraction): Promise<ExtractionRun> => {
  const began = performance.now();
  const worker = fork(join(import.meta.dirname, '../../server/worker.ts'), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const say = (message: ToWorker): void => void worker.send(message);
  const reports: { readonly atSeconds: number; readonly frames: number }[] = [];
  let [peakBytes, cpuAtFirst, cpuAtEnd] = [0, 0, 0];
  const watching = setInterval(() => {
    peakBytes = Math.max(peakBytes, memoryOf(worker.pid));
  }, 100);
  try {
    const result = await new Promise<unknown>((resolve, reject) => {
      worker.once('exit', () => reject(new Error('The worker ended without a verdict.')));
      worker.on('message', (raw) => {
        const message: FromWorker = fromWorker.parse(raw);
        if (message.type === 'hello')
          say({ type: 'start', jobId: 'bench', kind: 'extract-faces', payload: payloadOf(options) });
        if (message.type === 'news') say({ type: 'news-stored', seq: message.seq });
        if (message.type === 'progress' && message.progress.stage === 'extracting') {
          if (reports.length === 0) cpuAtFirst = cpuSecondsOf(worker.pid);
          reports.push({ atSeconds: (performance.now() - began) / 1000, frames: message.progress.done });
        }
        if (message.type === 'done') {
          cpuAtEnd = cpuSecondsOf(worker.pid);
          resolve(message.result);
        }
        if (message.type === 'failed') reject(new Error(message.error.message));
      });
    });
    // Until it is gone its time would be counted to what comes after.
    if (worker.exitCode === null) await once(worker, 'exit');
    const { framesRead, faceCount } = jobResults['extract-faces'].parse(result);
    const [first, last] = [reports[0], reports.at(-1)] as [(typeof reports)[number], (typeof reports)[number]];
    return {
      frames: framesRead,
      faces: faceCount,
      secondsPerFrame: (last.atSeconds - first.atSeconds) / (last.frames - first.frames),
      cpuSecondsPerFrame: (cpuAtEnd - cpuAtFirst) / (last.frames - first.frames),
      startSeconds: first.atSeconds,
      peakBytes,
    };
  } finally {
    clearInterval(watching);
  }
};

const payloadOf = ({ path, facts, facesFolder }: RunExtraction): JobPayload<'extract-faces'> => ({
  clipId: 'bench',
  clipKind: 'video',
  sourcePath: path,
  facts,
  sampling: { inSeconds: null, outSeconds: null, samplesPerSecond: null },
  excluded: [],
  facesFolder,
  referencePath: null,
  knownDescriptor: null,
  knownClusters: [],
});

/** The most it ever held, as Linux counts it. */
const memoryOf = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;

/** Its own and those of children that have ended; a tick is a hundredth of a second on Linux. */
export const cpuSecondsOf = (pid: number | undefined): number => {
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /, '')
    .split(' ')
    .map(Number);
  return fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) / 100;
};

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
