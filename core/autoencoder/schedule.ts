/**
 * The learning rate of an iteration, from where the run stands: a warm-up that rises in a line, then all of it, or a
 * fall along half a cosine (Loshchilov and Hutter, arxiv.org/abs/1608.03983) that ends once or starts again.
 */
import type { ScheduleSettings } from '#core/contract/training-recipe.ts';

export interface Standing {
  /** Iterations done before this one. */
  readonly iteration: number;
  readonly trainedSeconds: number;
}

export const learningRateAt = (
  schedule: ScheduleSettings,
  { learningRate, ...standing }: Standing & { readonly learningRate: number },
): number => learningRate * warmUpShare(schedule, standing) * fallShare(schedule, standing);

/** The first iteration has a share already: at 0 it would be done in vain. */
const warmUpShare = ({ warmUpIterations }: ScheduleSettings, { iteration }: Standing): number =>
  iteration < warmUpIterations ? (iteration + 1) / (warmUpIterations + 1) : 1;

const fallShare = (schedule: ScheduleSettings, standing: Standing): number => {
  if (schedule.kind === 'constant') return 1;
  const lengths = lengthsFallen(schedule, standing);
  const fallen = schedule.kind === 'restarts' ? lengths % 1 : Math.min(1, lengths);
  return schedule.floor + (1 - schedule.floor) * 0.5 * (1 + Math.cos(Math.PI * fallen));
};

/** How many lengths of the fall have passed since its beginning: in iterations after the warm-up, in time with it. */
const lengthsFallen = (
  { warmUpIterations, lengthIterations, lengthMinutes }: ScheduleSettings,
  { iteration, trainedSeconds }: Standing,
): number => {
  if (lengthMinutes !== null) return trainedSeconds / 60 / lengthMinutes;
  return lengthIterations === null ? 0 : Math.max(0, iteration - warmUpIterations) / lengthIterations;
};
