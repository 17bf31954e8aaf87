/** A JobRunner whose workers are the test itself: it sees what was asked, reports news, and says how each job ends. */
import { type ErrorCode, StudioError } from '#core/contract/errors.ts';
import type { JobCommand, JobKind, JobNews, JobPayload, JobProgress, JobResult } from '#core/contract/jobs.ts';
import type { JobOutcome, JobRunner, StartJob } from '#server/ports/job-runner.ts';

export interface FakeWork<Kind extends JobKind> {
  readonly jobId: string;
  readonly payload: JobPayload<Kind>;
  readonly commands: JobCommand[];
  readonly isCancelled: boolean;
  /** How it answers; refuses while no test has said. */
  answer: (question: unknown) => Promise<unknown>;
  begin(): void;
  progress(progress: JobProgress): void;
  news(news: JobNews): Promise<void>;
  /** Writes a line as a library might. */
  print(line: string): void;
  done(result: JobResult<Kind>): void;
  fail(error: { code: ErrorCode; message: string }): void;
}

type Waiting = FakeWork<JobKind> & { readonly kind: JobKind; cancel(): void };

export interface FakeRunner extends JobRunner {
  /** The oldest job of this kind that no test has taken yet; waits for it. */
  take<Kind extends JobKind>(kind: Kind): Promise<FakeWork<Kind>>;
  /** From now on a test measures looks; until then they cannot be. */
  playLooks(): void;
  /** What it was told of the order of those that wait. */
  readonly reordered: readonly (readonly string[])[];
  /** Jobs nobody has taken. */
  readonly waitingKinds: JobKind[];
}

const unmeasured = {
  status: 'failed',
  error: { code: 'internal', message: 'No test measures looks.', facts: {} },
} as const;

export const createFakeRunner = (): FakeRunner => {
  let playsLooks = false;
  const untaken: Waiting[] = [];
  const running = new Map<string, Waiting>();
  const reordered: string[][] = [];
  return {
    reordered,
    playLooks: () => {
      playsLooks = true;
    },
    get waitingKinds() {
      return untaken.map((work) => work.kind);
    },
    run: (job) =>
      new Promise((resolve) => {
        // Most tests are of other things: looks are as is usual where no test measures them.
        if (job.kind === 'measure-looks' && !playsLooks) return resolve(unmeasured);
        const work = fakeWork(job as unknown as StartJob<JobKind>, (outcome) => {
          running.delete(job.jobId);
          resolve(outcome as JobOutcome<typeof job.kind>);
        });
        running.set(job.jobId, work);
        untaken.push(work);
      }),
    command: (jobId, command) => {
      running.get(jobId)?.commands.push(command);
      return running.has(jobId);
    },
    ask: async (jobId, question) => {
      const work = running.get(jobId);
      if (!work) throw new StudioError('job_state', 'This job does not run.');
      return work.answer(question);
    },
    reorder: (jobIds) => reordered.push([...jobIds]),
    cancel: (jobId) => {
      const work = running.get(jobId);
      work?.cancel();
      return work !== undefined;
    },
    close: async () => {
      for (const work of running.values()) work.cancel();
    },
    take: async (kind) => {
      for (;;) {
        const index = untaken.findIndex((work) => work.kind === kind);
        if (index >= 0) return untaken.splice(index, 1)[0] as unknown as FakeWork<typeof kind>;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    },
  };
};

const fakeWork = (job: StartJob<JobKind>, settle: (outcome: JobOutcome<JobKind>) => void): Waiting => {
  let isCancelled = false;
  return {
    kind: job.kind,
    jobId: job.jobId,
    payload: job.payload,
    commands: [],
    get isCancelled() {
      return isCancelled;
    },
    answer: () => Promise.reject(new StudioError('internal', 'no test has said how to answer')),
    begin: job.onStarted,
    progress: job.onProgress,
    news: job.onNews,
    print: job.onPrinted,
    done: (result) => settle({ status: 'done', result }),
    fail: (error) => settle({ status: 'failed', error: { ...error, facts: {} } }),
    cancel: () => {
      isCancelled = true;
      settle({ status: 'cancelled' });
    },
  };
};
