/** Progress with a rate and the time left, from the work done since the start. */
import type { JobProgress } from '#core/contract/jobs.ts';

export type Pace = (done: number) => JobProgress;

export const startPace = ({ stage, total, unit }: Pick<JobProgress, 'stage' | 'total' | 'unit'>): Pace => {
  const startedAt = performance.now();
  return (done) => {
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = done > 0 && seconds > 0 ? done / seconds : null;
    const left = total === null || rate === null ? null : Math.max(0, total - done) / rate;
    return { stage, done, total, unit, rate, etaSeconds: left };
  };
};
