/** What the grid shows: which faces and in which order. It lives in the address, so that it can be sent and comes back on reload. */
import type { FaceState } from '#core/contract/face.ts';
import type { FaceMetric, FaceQuery, FaceSort, MetricRange } from '#core/contract/face-query.ts';

export type FaceView = Omit<FaceQuery, 'personId'>;

export const faceStates = ['kept', 'unsure', 'other', 'rejected'] as const satisfies readonly FaceState[];

export const metrics = [
  'likeness',
  'sharpness',
  'sizePx',
  'score',
  'exposure',
  'covered',
  'yaw',
  'pitch',
  'roll',
  'eyes',
  'mouth',
  'lightX',
  'lightY',
] as const satisfies readonly FaceMetric[];

const sorts: readonly FaceSort[] = ['time', 'similarity', ...metrics];

/** More faces than this say no more of what they have in common, and make the address too long to send. */
const similarToMost = 40;

/** Those trained on and those somebody has yet to decide on. */
const plainStates: readonly FaceState[] = ['kept', 'unsure'];

export const plainView: FaceView = {
  states: [...plainStates],
  clipIds: [],
  clusterId: null,
  withoutTwins: false,
  twinsOf: null,
  track: null,
  ranges: {},
  sort: 'time',
  descending: false,
  similarTo: [],
};

export function readView(address: URLSearchParams): FaceView {
  const similarTo = list(address.get('like')).slice(0, similarToMost);
  const sort = sorts.find((name) => name === address.get('sort')) ?? 'time';
  return {
    states: readStates(address.get('state')),
    clipIds: list(address.get('clip')),
    clusterId: address.get('cluster') || null,
    withoutTwins: address.get('twins') === 'hide',
    twinsOf: address.get('twinsOf') || null,
    track: readTrack(address.get('track')),
    ranges: readRanges(address),
    sort: sort === 'similarity' && similarTo.length === 0 ? 'time' : sort,
    descending: address.get('order') === 'desc',
    similarTo,
  };
}

/** Only what differs from the plain view is written. */
export function writeView(view: FaceView): string {
  const address = new URLSearchParams();
  const set = (name: string, value: string) => value !== '' && address.set(name, value);
  if (view.states.length === 0) set('state', 'all');
  else if (!sameStates(view.states, plainStates)) set('state', view.states.join(','));
  set('clip', view.clipIds.join(','));
  set('cluster', view.clusterId ?? '');
  set('twins', view.withoutTwins ? 'hide' : '');
  set('twinsOf', view.twinsOf ?? '');
  set('track', view.track ? `${view.track.clipId}:${view.track.number}` : '');
  for (const metric of metrics) set(metric, writeRange(view.ranges[metric]));
  set('sort', view.sort === 'time' ? '' : view.sort);
  set('order', view.descending ? 'desc' : '');
  set('like', view.similarTo.join(','));
  // Commas and colons mean nothing to a browser here, and an address full of %2C cannot be read.
  return address.size > 0 ? `?${address.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}` : '';
}

/** The same view with one metric held to a range; open on both sides = free. */
export function withRange(view: FaceView, metric: FaceMetric, range: MetricRange): FaceView {
  const { [metric]: _, ...rest } = view.ranges;
  const free = range[0] === null && range[1] === null;
  return { ...view, ranges: free ? rest : { ...rest, [metric]: range } };
}

/** Most alike to these first; of many, as many as an address holds, spread over them. */
export function likeThese(view: FaceView, ids: readonly string[]): FaceView {
  const every = Math.max(1, ids.length / similarToMost);
  const similarTo = Array.from(
    { length: Math.min(ids.length, similarToMost) },
    (_, index) => ids[Math.floor(index * every)],
  );
  return { ...view, sort: 'similarity', descending: true, similarTo: similarTo.filter((id) => id !== undefined) };
}

/** Everything that belongs together, in whatever state: one track, a face with its near-duplicates, one identity. */
export const onlyThese = (part: Partial<Pick<FaceView, 'track' | 'twinsOf' | 'clusterId'>>): FaceView => ({
  ...plainView,
  states: [],
  ...part,
});

/** Whether a face whose state is changed to `state` stays in this view. */
export const showsState = (view: FaceView, state: FaceState): boolean =>
  view.states.length === 0 || view.states.includes(state);

/** How many things narrow the view, beside the states. */
export const countNarrowings = (view: FaceView): number =>
  Object.keys(view.ranges).length +
  [view.clipIds.length > 0, view.clusterId, view.withoutTwins, view.twinsOf, view.track].filter(Boolean).length;

/** All that narrows it let go; the order stays. */
export const widen = (view: FaceView): FaceView => ({
  ...plainView,
  states: view.states,
  sort: view.sort,
  descending: view.descending,
  similarTo: view.similarTo,
});

const list = (text: string | null): string[] => (text ? text.split(',').filter((part) => part !== '') : []);

function readStates(text: string | null): FaceState[] {
  if (text === 'all') return [];
  const named = list(text);
  const found = faceStates.filter((state) => named.includes(state));
  return found.length > 0 ? found : [...plainStates];
}

const sameStates = (left: readonly FaceState[], right: readonly FaceState[]): boolean =>
  left.length === right.length && left.every((state) => right.includes(state));

function readTrack(text: string | null): FaceView['track'] {
  const [clipId, number] = text?.split(':') ?? [];
  return clipId && number && /^\d+$/.test(number) ? { clipId, number: Number(number) } : null;
}

function readRanges(address: URLSearchParams): FaceView['ranges'] {
  const ranges: FaceView['ranges'] = {};
  for (const metric of metrics) {
    const [from, to] = address.get(metric)?.split('..').map(readBound) ?? [];
    if (from === undefined || to === undefined || (from === null && to === null)) continue;
    ranges[metric] = [from, to];
  }
  return ranges;
}

/** Undefined = makes no sense. */
const readBound = (text: string): number | null | undefined =>
  text === '' ? null : Number.isFinite(Number(text)) ? Number(text) : undefined;

const writeRange = (range: MetricRange | undefined): string => (range ? `${range[0] ?? ''}..${range[1] ?? ''}` : '');
