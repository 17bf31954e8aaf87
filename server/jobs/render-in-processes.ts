/**
 * Segments of a conversion rendered by several processes at once, each a stretch of neighbours and, where there are several
 * GPUs, on one of its own. Frames are the same as those of one process. Here they are started, told to wait and to go on, and heard.
 */
import { availableParallelism } from 'node:os';
import { errorFromReport } from '#core/contract/errors.ts';
import type { JobPayload, JobProgress } from '#core/contract/jobs.ts';
import { conversionMemory } from '#core/studio/conversion-memory.ts';
import { conversionProcesses, inStretches } from '#core/studio/conversion-processes.ts';
import type { JobOutcome } from '#server/ports/job-runner.ts';
import type { SegmentWork } from './conversion-segments.ts';
import type { JobContext } from './job-handler.ts';
import { WorkerProcess } from './worker-process.ts';

export interface ProcessesOptions {
  readonly payload: JobPayload<'convert-video'>;
  readonly context: JobContext;
  /** That are not finished, in order. */
  readonly segments: readonly SegmentWork[];
  readonly count: number;
  /** So many frames are there that were not before, in each process; of `keptSeconds` those of an earlier try. */
  readonly onProgress: (process: number, progress: JobProgress) => void;
}

export interface RenderedByProcesses {
  /** False where the frames that were read are not those that an earlier try has read: what that has left is removed. */
  readonly isRendered: boolean;
  readonly earlierSeconds: number;
}

/** As many as this machine feeds. Models of others take threads by themselves, and nobody foretells their memory. */
export const processesFor = ({
  payload,
  context: { tools },
  segments,
}: Pick<ProcessesOptions, 'payload' | 'context' | 'segments'>): number => {
  const drawers = [{ drawnBy: payload.drawnBy, to: payload.settings.to }, ...(payload.drawnByOthers ?? [])];
  const runs = drawers.flatMap(({ drawnBy, to }) =>
    drawnBy.kind === 'run' ? [{ runId: drawnBy.checkpointPath, architecture: drawnBy.architecture, to }] : [],
  );
  if (runs.length < drawers.length || segments.length < 2) return 1;
  return conversionProcesses({
    segments: segments.length,
    machine: {
      ...{ cores: availableParallelism(), freeBytes: process.availableMemory() },
      gpus: tools.gpuShares().length,
    },
    neededBytes: conversionMemory(runs, payload),
    asked: tools.conversionProcesses,
  });
};

export const renderInProcesses = async (options: ProcessesOptions): Promise<RenderedByProcesses> => {
  const { payload, context, segments, count } = options;
  const shares = context.tools.gpuShares();
  const workers = inStretches(segments, count).map((stretch, at) =>
    startWorker(options, {
      ...{ at, device: shares[at % shares.length] },
      payload: { ...payload, segments: stretch.map(({ segment }) => segment.name), atOnce: count },
    }),
  );
  const cancelAll = () => {
    for (const worker of workers) worker.cancel();
  };
  context.signal.addEventListener('abort', cancelAll, { once: true });
  try {
    const ended = Promise.all(workers.map((worker) => worker.ended.then(resultOf)));
    // Whatever one of them meets, the others are not to go on for nothing.
    ended.catch(cancelAll);
    await handOn(context, { workers, until: ended });
    const results = await ended;
    return {
      isRendered: results.every(({ isRendered }) => isRendered),
      earlierSeconds: results.reduce((sum, { earlierSeconds }) => sum + earlierSeconds, 0),
    };
  } finally {
    context.signal.removeEventListener('abort', cancelAll);
    cancelAll();
    await Promise.all(workers.map(({ ended }) => ended));
  }
};

type Worker = WorkerProcess<'convert-segments'>;

interface Share {
  readonly at: number;
  readonly device: string | undefined;
  readonly payload: JobPayload<'convert-segments'>;
}

/** A silent one is not told from one that is paused: whoever started this process looks after that. */
const workerSettings = { cancelGraceMs: 2500, killGraceMs: 1000, silenceMs: 900_000 };

const startWorker = ({ onProgress }: ProcessesOptions, { at, device, payload }: Share): Worker => {
  const given = Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const env: Record<string, string> = Object.fromEntries(given);
  if (device !== undefined) env.UNDERSTUDY_DEVICE = device;
  return new WorkerProcess(
    { ...workerSettings, workerPath: process.argv[1] as string, env },
    {
      ...{ jobId: `${payload.conversionId}-${at}`, kind: 'convert-segments', payload },
      onStarted: () => undefined,
      onProgress: (progress) => onProgress(at, progress),
      // That they wait is said here, once for all.
      onNews: async () => undefined,
      onPrinted: (line) => console.log(line),
    },
  );
};

const resultOf = (outcome: JobOutcome<'convert-segments'>) => {
  if (outcome.status === 'done') return outcome.result;
  if (outcome.status === 'failed') throw errorFromReport(outcome.error);
  throw new DOMException('A process that rendered segments was cancelled.', 'AbortError');
};

interface Handing {
  readonly workers: readonly Worker[];
  readonly until: Promise<unknown>;
}

/** What a person asks for meanwhile goes to all of them. */
const handOn = async (context: JobContext, { workers, until }: Handing): Promise<void> => {
  let isOver = false;
  const over = until.then(
    () => undefined,
    () => undefined,
  );
  void over.then(() => {
    isOver = true;
  });
  while (!isOver && !context.signal.aborted) {
    await Promise.race([context.nextCommand(), over]);
    for (const command of context.takeCommands()) {
      for (const worker of workers) worker.command(command);
      if (command === 'pause') await context.news({ kind: 'paused', reason: 'asked' });
      if (command === 'resume') await context.news({ kind: 'resumed' });
    }
  }
};
