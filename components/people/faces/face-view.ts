/** What the grid shows: which faces and in which order. It lives in the address, so that it can be sent and comes back on reload. */
import type { FaceRow, FaceState } from '#core/contract/face.ts';

export const faceFilters = ['all', 'kept', 'unsure', 'rejected', 'other'] as const;
export type FaceFilter = (typeof faceFilters)[number];

export const faceSorts = ['time', 'likeness', 'sharpness', 'size'] as const;
export type FaceSort = (typeof faceSorts)[number];

export interface FaceView {
  readonly filter: FaceFilter;
  readonly clipId: string | null;
  readonly sort: FaceSort;
  readonly descending: boolean;
}

export const readView = (address: URLSearchParams): FaceView => ({
  filter: faceFilters.find((name) => name === address.get('state')) ?? 'kept',
  clipId: address.get('clip'),
  sort: faceSorts.find((name) => name === address.get('sort')) ?? 'time',
  descending: address.get('order') === 'desc',
});

/** Only what differs from the plain view is written. */
export function writeView(view: FaceView): string {
  const address = new URLSearchParams();
  if (view.filter !== 'kept') address.set('state', view.filter);
  if (view.clipId) address.set('clip', view.clipId);
  if (view.sort !== 'time') address.set('sort', view.sort);
  if (view.descending) address.set('order', 'desc');
  return address.size > 0 ? `?${address}` : '';
}

/** `rows` come by clip and time, as the server lists them. */
export function arrange(rows: readonly FaceRow[], view: FaceView): readonly FaceRow[] {
  const shown = rows.filter(
    (row) =>
      (view.filter === 'all' || row.state === view.filter) && (view.clipId === null || row.clipId === view.clipId),
  );
  const measure = measures[view.sort];
  const sorted = measure ? shown.toSorted((left, right) => measure(left) - measure(right)) : shown;
  return view.descending ? sorted.toReversed() : sorted;
}

export function countStates(rows: readonly FaceRow[], clipId: string | null): Record<FaceFilter, number> {
  const counts = { all: 0, kept: 0, unsure: 0, rejected: 0, other: 0 } satisfies Record<FaceState | 'all', number>;
  for (const row of rows) {
    if (clipId !== null && row.clipId !== clipId) continue;
    counts.all += 1;
    counts[row.state] += 1;
  }
  return counts;
}

const measures: Record<FaceSort, ((row: FaceRow) => number) | null> = {
  time: null,
  likeness: (row) => row.likeness,
  sharpness: (row) => row.sharpness,
  size: (row) => row.sizePx,
};
