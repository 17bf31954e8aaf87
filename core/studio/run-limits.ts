/** Where a run ends by itself. The settings count from the run's beginning; a person who goes on with it counts from now. */
import type { RunSettings } from '#core/contract/run.ts';

export type RunLimits = Pick<RunSettings, 'maxIterations' | 'maxMinutes'>;

interface Trained {
  readonly iteration: number;
  readonly trainedSeconds: number;
}

/** So much more than what is trained already. */
export const limitsFromNow = (
  { iteration, trainedSeconds }: Trained,
  { maxIterations, maxMinutes }: RunLimits,
): RunLimits => ({
  maxIterations: maxIterations === null ? null : iteration + maxIterations,
  maxMinutes: maxMinutes === null ? null : trainedSeconds / 60 + maxMinutes,
});

/** A limit that is reached would end the run where it starts: who starts it again wants it to go on until told. */
export const withoutReachedLimits = (
  { iteration, trainedSeconds }: Trained,
  { maxIterations, maxMinutes }: RunLimits,
): RunLimits => ({
  maxIterations: maxIterations !== null && iteration >= maxIterations ? null : maxIterations,
  maxMinutes: maxMinutes !== null && trainedSeconds >= maxMinutes * 60 ? null : maxMinutes,
});
