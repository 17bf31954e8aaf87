/** What is wrong with a checkpoint, under its code. */
import { StudioError } from '#core/contract/errors.ts';

export const damaged = (why: string, cause?: unknown): StudioError =>
  new StudioError('checkpoint_damaged', `The checkpoint cannot be used: ${why}.`, { cause });
