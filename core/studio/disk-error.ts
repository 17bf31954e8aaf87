import { StudioError } from '#core/contract/errors.ts';

/** A full disk is a state that a person can mend; say so instead of ENOSPC. */
export const codedDiskError = (error: unknown): unknown => {
  const { code } = error as { readonly code?: unknown };
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new StudioError('disk_full', 'The disk is full. Free some room and try again; nothing was lost.', {
    cause: error,
  });
};
