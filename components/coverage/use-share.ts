'use client';
/** A share as percent: whole ones, but small shares with a digit, so that few is not none. */
import { useFormatter } from 'next-intl';

export function useShare(): (share: number) => string {
  const format = useFormatter();
  return (share) =>
    format.number(share, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.02 ? 1 : 0 });
}
