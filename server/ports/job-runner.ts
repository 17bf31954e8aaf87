/** Starts jobs and speaks to them; services know this much of processes and no more. */
import type { ErrorReport } from '#core/contract/errors.ts';
import type { JobCommand, JobKind, JobNews, JobPayload, JobProgress, JobResult } from '#core/contract/jobs.ts';

/** How a job ended. A failure of the job is an outcome, not an exception. */
export type JobOutcome<Kind extends JobKind> =
  | { readonly status: 'done'; readonly result: JobResult<Kind> }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly error: ErrorReport };

export interface StartJob<Kind extends JobKind> {
  readonly jobId: string;
  readonly kind: Kind;
  readonly payload: JobPayload<Kind>;
  readonly onStarted: () => void;
  readonly onProgress: (progress: JobProgress) => void;
  /** Awaited before the worker's next news is taken, so that a slow database slows the worker. */
  readonly onNews: (news: JobNews) => Promise<void>;
  /** A line that the worker, or a program or library in it, wrote. */
  readonly onPrinted: (line: string) => void;
}

export interface JobRunner {
  /** Queues the job; resolves when it has ended, however it ended. */
  run<Kind extends JobKind>(job: StartJob<Kind>): Promise<JobOutcome<Kind>>;
  /** False where no such job runs. */
  command(jobId: string, command: JobCommand): boolean;
  /** Waits for the answer of a job that takes questions. @throws StudioError job_state where it does not run or ends first, and what it refuses with */
  ask(jobId: string, question: unknown): Promise<unknown>;
  /** These, of one kind, take the turns that they have among themselves in this order. Those that wait no more are left out. */
  reorder(jobIds: readonly string[]): void;
  /** Ends a queued or running job and every process it started. */
  cancel(jobId: string): boolean;
  /** Asks every worker to save and end; kills what has not ended in time. */
  close(): Promise<void>;
}
