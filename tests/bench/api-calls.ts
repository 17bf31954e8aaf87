/** What a page asks while somebody reviews: each sort in both directions, filters and brushes, histograms, rows, a few edits. */
import { faceState } from '#core/contract/face.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import { faceMetrics, faceQuery, faceSort } from '#core/contract/face-query.ts';
import { draws } from './draws.ts';

export type CallKind = 'list' | 'filter' | 'similarity' | 'summary' | 'rows' | 'shape' | 'clusters' | 'edit' | 'undo';

export interface ApiCall {
  readonly kind: CallKind;
  readonly path: string;
  /** GET without. */
  readonly body?: unknown;
}

export interface Seen {
  readonly personId: string;
  /** All of the person's faces. */
  readonly ids: readonly string[];
  readonly clips: readonly string[];
}

const rounds = 20;
const rowsOfPage = 200;

/** The same calls in the same order at every run. */
export const mixedCalls = (seen: Seen): ApiCall[] => {
  const draw = draws(7);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(draw.share() * items.length)] as Item;
  const some = (count: number): string[] => {
    const start = Math.floor(draw.share() * (seen.ids.length - count));
    return seen.ids.slice(start, start + count);
  };
  const { personId } = seen;
  const search = (kind: CallKind, query: object): ApiCall => ({
    kind,
    path: kind === 'summary' ? '/api/faces/summary' : '/api/faces/search',
    body: { personId, ...query },
  });
  const sorts = faceSort.options.filter((sort) => sort !== 'similarity');
  const edits = `/api/persons/${personId}/edits`;
  const filters = () => ({
    states: draw.share() < 0.6 ? [pick(faceState.options), 'kept'] : [],
    clipIds: draw.share() < 0.3 ? [pick(seen.clips), pick(seen.clips)] : [],
    withoutTwins: draw.share() < 0.5,
    ranges: { [pick(faceMetrics)]: [0, null], likeness: [0.1, null], yaw: [-30 * draw.share(), 30] },
  });
  return Array.from({ length: rounds }, (_, round): ApiCall[] => [
    search('list', { sort: sorts[round % sorts.length], descending: round % 2 === 0 }),
    { kind: 'rows', path: '/api/faces/rows', body: { ids: some(rowsOfPage) } },
    search('summary', {}),
    search('filter', { ...filters(), sort: pick(sorts), descending: draw.share() < 0.5 }),
    search('summary', filters()),
    { kind: 'rows', path: '/api/faces/rows', body: { ids: Array.from({ length: rowsOfPage }, () => pick(seen.ids)) } },
    search('similarity', { sort: 'similarity', descending: draw.share() < 0.8, similarTo: some(1 + (round % 30)) }),
    { kind: 'shape', path: `/api/faces/${pick(seen.ids)}/shape` },
    { kind: 'edit', path: edits, body: { do: 'set-state', faces: { ids: some(40) }, state: pick(faceState.options) } },
    search('filter', { ...filters(), sort: pick(sorts) }),
    { kind: 'clusters', path: `/api/persons/${personId}/clusters` },
    { kind: 'undo', path: `${edits}/undo`, body: {} },
    search('list', { sort: pick(sorts), descending: true }),
  ]).flat();
};

/** Undone again after each. */
export const bigEdits = ({ personId, ids }: Seen, clusterId: string): [name: string, edit: FaceEdit][] => [
  ['set_state_1000', { do: 'set-state', faces: { ids: ids.filter((_, at) => at % 100 === 0) }, state: 'rejected' }],
  ['set_state_100000', { do: 'set-state', faces: { ids: [...ids] }, state: 'rejected' }],
  ['reject_twins', { do: 'reject-twins', query: faceQuery.parse({ personId }) }],
  ['thin_to_5000', { do: 'thin', query: faceQuery.parse({ personId }), keep: 5000 }],
  ['decide_cluster', { do: 'decide-cluster', clusterId, isPerson: true }],
];
