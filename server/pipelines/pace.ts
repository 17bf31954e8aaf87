/** Progress with a rate and the time left, from the work done since the start. */
import type { JobProgress } from '#core/contract/jobs.ts';

export type Pace = (done: number) => JobProgress;

/** `before` was done by an earlier try, and says nothing of this one's pace. */
export const startPace = ({
  stage,
  total,
  unit,
  before = 0,
}: Pick<JobProgress, 'stage' | 'total' | 'unit'> & { readonly before?: number }): Pace => {
  const startedAt = performance.now();
  return (done) => {
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = done > before && seconds > 0 ? (done - before) / seconds : null;
    const left = total === null || rate === null ? null : Math.max(0, total - done) / rate;
    return { stage, done, total, unit, rate, etaSeconds: left };
  };
};
