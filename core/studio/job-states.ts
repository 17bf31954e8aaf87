/** What may happen to a job, and what it becomes. An ended job never changes again. */
import type { JobState } from '#core/contract/jobs.ts';

export type JobHappening = 'began' | 'paused' | 'resumed' | 'done' | 'cancelled' | 'failed';

const ends = { done: 'done', cancelled: 'cancelled', failed: 'failed' } as const;

const becomes: Record<JobState, Partial<Record<JobHappening, JobState>>> = {
  queued: { began: 'running', ...ends },
  running: { paused: 'paused', ...ends },
  paused: { resumed: 'running', ...ends },
  done: {},
  cancelled: {},
  failed: {},
};

/** undefined where it cannot happen in this state. */
export const nextJobState = (state: JobState, happening: JobHappening): JobState | undefined =>
  becomes[state][happening];

export const isJobActive = (state: JobState): boolean =>
  state === 'queued' || state === 'running' || state === 'paused';
