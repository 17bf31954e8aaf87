/** What a checkpoint says of its run beside the tensors: enough to go on exactly where it stopped. */
import { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import { precision } from '#core/contract/run.ts';
import { dataState } from './training-data.ts';

export const runProgress = z.object({
  architecture: z.string(),
  precision,
  iteration: z.int().nonnegative(),
  /** Training time since the run began, pauses left out. */
  trainedSeconds: z.number().nonnegative(),
  data: z.object({ a: dataState, b: dataState }),
});
export type RunProgress = z.infer<typeof runProgress>;

/** As the metadata of a checkpoint; `iteration` and `architecture` also by themselves, for other programs to read. */
export const progressToMetadata = (progress: RunProgress): Record<string, string> => ({
  format: 'understudy',
  architecture: progress.architecture,
  iteration: String(progress.iteration),
  progress: JSON.stringify(progress),
});

export const progressFromMetadata = (metadata: Readonly<Record<string, string>>): RunProgress => {
  try {
    return runProgress.parse(JSON.parse(metadata.progress ?? ''));
  } catch (cause) {
    throw new StudioError('checkpoint_damaged', 'The checkpoint does not say where its run stood.', { cause });
  }
};
