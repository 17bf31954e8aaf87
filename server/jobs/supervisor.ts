/**
 * Runs jobs in worker processes, a bounded number of each kind at once, the others waiting in the order they came.
 * A job is queued -> running -> ended; how a running one goes is in worker-process.ts. Rules, by number in the tests:
 *  8. No more jobs of a kind run than its share; the others wait, first come first served unless they are put in another
 *     order, each kind by itself.
 *  9. A queued job that is cancelled never starts.
 * 10. Closing lets training save and end, cancels all else, kills what takes too long, and starts nothing more.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { JobKind } from '#core/contract/jobs.ts';
import type { JobOutcome, JobRunner, StartJob } from '#server/ports/job-runner.ts';
import { WorkerProcess, type WorkerSettings } from './worker-process.ts';

export interface SupervisorOptions extends Partial<Omit<WorkerSettings, 'workerPath' | 'env'>> {
  readonly workerPath: string;
  /** Settings the workers are to see beside what they need of the machine's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** How many of each kind may run at once. */
  readonly concurrency: Readonly<Record<JobKind, number>>;
  /** From the request to close to SIGKILL. */
  readonly closeDeadlineMs?: number;
}

export const createSupervisor = (options: SupervisorOptions): JobRunner => {
  const settings = withDefaults(options);
  const queued: Waiting[] = [];
  const running = new Map<string, Running>();
  let closing = false;

  const countOf = (kind: JobKind) => [...running.values()].filter((job) => job.kind === kind).length;

  const startNext = () => {
    for (const waiting of [...queued]) {
      if (countOf(waiting.kind) >= options.concurrency[waiting.kind]) continue;
      queued.splice(queued.indexOf(waiting), 1);
      waiting.begin();
    }
  };

  const begin = async <Kind extends JobKind>(job: StartJob<Kind>): Promise<JobOutcome<Kind>> => {
    const worker = new WorkerProcess(settings, job);
    running.set(job.jobId, { kind: job.kind, worker });
    try {
      return await worker.ended;
    } finally {
      running.delete(job.jobId);
      if (!closing) startNext();
    }
  };

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (closing) return resolve({ status: 'cancelled' });
        queued.push({
          jobId: job.jobId,
          kind: job.kind,
          begin: () => begin(job).then(resolve, reject),
          drop: () => resolve({ status: 'cancelled' }),
        });
        return startNext();
      }),
    command: (jobId, command) => {
      const job = running.get(jobId);
      job?.worker.command(command);
      return job !== undefined;
    },
    ask: async (jobId, question) => {
      const job = running.get(jobId);
      if (!job) throw new StudioError('job_state', 'This job does not run.', { facts: { jobId } });
      return job.worker.ask(question);
    },
    reorder: (jobIds) => {
      const turns = queued.flatMap((job, index) => (jobIds.includes(job.jobId) ? [index] : []));
      const inOrder = jobIds.flatMap((jobId) => queued.find((job) => job.jobId === jobId) ?? []);
      for (const [place, turn] of turns.entries()) queued[turn] = inOrder[place] as Waiting;
    },
    cancel: (jobId) => {
      const waiting = queued.find((job) => job.jobId === jobId);
      if (waiting) {
        queued.splice(queued.indexOf(waiting), 1);
        waiting.drop();
      }
      const job = running.get(jobId);
      job?.worker.cancel();
      return waiting !== undefined || job !== undefined;
    },
    close: async () => {
      closing = true;
      for (const waiting of queued.splice(0)) waiting.drop();
      const jobs = [...running.values()];
      for (const { kind, worker } of jobs) endForClosing(kind, worker);
      const deadline = setTimeout(() => {
        for (const { worker } of jobs) worker.kill();
      }, options.closeDeadlineMs ?? 60_000);
      await Promise.all(jobs.map(({ worker }) => worker.ended));
      clearTimeout(deadline);
    },
  };
};

interface Waiting {
  readonly jobId: string;
  readonly kind: JobKind;
  readonly begin: () => void;
  readonly drop: () => void;
}

type RunningWorker = Pick<WorkerProcess<JobKind>, 'ended' | 'command' | 'ask' | 'cancel' | 'kill'>;

interface Running {
  readonly kind: JobKind;
  readonly worker: RunningWorker;
}

const endForClosing = (kind: JobKind, worker: RunningWorker): void => {
  if (kind === 'train-autoencoder') worker.command('stop');
  else worker.cancel();
};

const withDefaults = (options: SupervisorOptions): WorkerSettings => ({
  workerPath: options.workerPath,
  env: { ...machineEnvironment(process.env), ...options.env },
  cancelGraceMs: options.cancelGraceMs ?? 5000,
  killGraceMs: options.killGraceMs ?? 2000,
  silenceMs: options.silenceMs ?? 900_000,
});

/** What programs need to find themselves, the device and a place for temporary files; no keys and no tokens. */
const passedOn =
  /^(PATH|HOME|LANG|LC_.*|TZ|TMPDIR|LD_LIBRARY_PATH|CUDA_.*|NVIDIA_.*|TF_.*|XLA_.*|OMP_.*|ONEDNN_.*|FFMPEG_PATH|FFPROBE_PATH)$/;

const machineEnvironment = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value !== undefined && passedOn.test(name) ? [[name, value]] : [])),
  );
