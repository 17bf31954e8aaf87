/** What was asked for by its id. */
import { StudioError } from '#core/contract/errors.ts';

/** @throws StudioError not_found */
export const found = <Value>(value: Value | undefined, noun: string): Value => {
  if (value === undefined) throw new StudioError('not_found', `There is no such ${noun}.`);
  return value;
};
