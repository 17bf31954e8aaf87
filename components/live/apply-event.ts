/** Puts one event of the server into the query cache: lists are patched in place, only a person's faces are fetched anew. */
import type { QueryClient } from '@tanstack/react-query';
import { queryKeys } from '#components/api/query-keys.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { Curve } from '#core/contract/curve.ts';
import type { DfmModelView } from '#core/contract/dfm-model.ts';
import type { StudioEvent } from '#core/contract/events.ts';
import type { JobView } from '#core/contract/jobs.ts';
import type { LinkView } from '#core/contract/link.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { PreviewList, PreviewPlace, RunView } from '#core/contract/run.ts';
import type { RunLog, RunLogEntry } from '#core/contract/run-log.ts';
import { withPoints } from '#core/studio/curve-buckets.ts';
import { isJobActive } from '#core/studio/job-states.ts';
import { mostPreviews } from '#core/studio/kept-previews.ts';
import { comparePlaces } from '#core/studio/run-branches.ts';

/** A chart has hardly more pixels; the server is asked for as many. */
export const mostBuckets = 1000;

export function applyEvent(cache: QueryClient, event: StudioEvent): void {
  switch (event.type) {
    case 'person:changed':
      patch<PersonView[]>(cache, queryKeys.persons, (list) => put(list, event.person, 'end'));
      // What they consent to may have changed.
      void cache.invalidateQueries({ queryKey: queryKeys.dfmModels });
      return;
    case 'person:removed':
      removePerson(cache, event.personId);
      return;
    case 'clip:changed':
      for (const key of [queryKeys.clips(), queryKeys.clips(event.clip.personId)])
        patch<ClipView[]>(cache, key, (list) => put(list, event.clip, 'end'));
      return;
    case 'clip:removed':
      for (const key of [queryKeys.clips(), queryKeys.clips(event.personId)])
        patch<ClipView[]>(cache, key, (list) => list.filter((clip) => clip.id !== event.clipId));
      return;
    case 'link:changed':
      patch<LinkView[]>(cache, queryKeys.links(event.link.personId), (list) => put(list, event.link, 'end'));
      return;
    case 'link:removed':
      patch<LinkView[]>(cache, queryKeys.links(event.personId), (list) =>
        list.filter((link) => link.id !== event.linkId),
      );
      return;
    case 'faces:changed':
      void cache.invalidateQueries({ queryKey: queryKeys.faces(event.personId) });
      void cache.invalidateQueries({ queryKey: queryKeys.coverage });
      return;
    case 'run:changed':
      refetchBranches(cache, event.run);
      patch<RunView[]>(cache, queryKeys.runs, (list) => put(list, event.run, 'start'));
      return;
    case 'run:removed':
      patch<RunView[]>(cache, queryKeys.runs, (list) => list.filter((run) => run.id !== event.runId));
      for (const key of [queryKeys.curve(event.runId), queryKeys.previews(event.runId), queryKeys.runLog(event.runId)])
        cache.removeQueries({ queryKey: key });
      return;
    case 'run:losses':
      addLosses(cache, event);
      return;
    case 'run:validation':
      patch<Curve>(cache, queryKeys.curve(event.runId), (history) => ({
        ...history,
        validation: append(history.validation, [event.point]),
      }));
      return;
    case 'run:log':
      patch<RunLog>(cache, queryKeys.runLog(event.runId), (log) => withEntry(log, event.entry));
      return;
    case 'run:preview':
      addPreview(cache, event);
      patchRun(cache, event.runId, { previewIteration: event.iteration, previewBranch: event.branch });
      return;
    case 'conversion:changed':
      patch<ConversionView[]>(cache, queryKeys.conversions, (list) => put(list, event.conversion, 'start'));
      return;
    case 'conversion:removed':
      patch<ConversionView[]>(cache, queryKeys.conversions, (list) =>
        list.filter(({ id }) => id !== event.conversionId),
      );
      return;
    case 'model:changed':
      patch<DfmModelView[]>(cache, queryKeys.dfmModels, (list) => put(list, event.model, 'start'));
      return;
    case 'model:removed':
      patch<DfmModelView[]>(cache, queryKeys.dfmModels, (list) => list.filter(({ id }) => id !== event.modelId));
      return;
    case 'job:changed':
      patch<JobView[]>(cache, queryKeys.jobs, (list) =>
        hasEnded(list, event.job) ? list : put(list, event.job, 'start'),
      );
      return;
    default:
      event satisfies never;
  }
}

/** An ended job never changes again: what says that it has not is older, as the answer to a cancellation may be. */
const hasEnded = (list: readonly JobView[], job: JobView): boolean =>
  isJobActive(job.state) && list.some(({ id, state }) => id === job.id && !isJobActive(state));

/** Only what a page has asked for is patched: the rest will be fetched when it is. */
function patch<Data>(cache: QueryClient, key: readonly unknown[], change: (data: Data) => Data): void {
  cache.setQueryData<Data>(key, (data) => (data === undefined ? undefined : change(data)));
}

function put<Item extends { id: string }>(list: Item[], item: Item, side: 'start' | 'end'): Item[] {
  if (list.some((other) => other.id === item.id)) return list.map((other) => (other.id === item.id ? item : other));
  return side === 'start' ? [item, ...list] : [...list, item];
}

/** The person's runs and conversions go with them; which those are the server knows best. */
function removePerson(cache: QueryClient, personId: string): void {
  patch<PersonView[]>(cache, queryKeys.persons, (list) => list.filter((person) => person.id !== personId));
  patch<ClipView[]>(cache, queryKeys.clips(), (list) => list.filter((clip) => clip.personId !== personId));
  for (const key of [queryKeys.clips(personId), queryKeys.links(personId), queryKeys.faces(personId)])
    cache.removeQueries({ queryKey: key });
  for (const key of [queryKeys.runs, queryKeys.conversions, queryKeys.dfmModels])
    void cache.invalidateQueries({ queryKey: key });
}

/** One that came with the list is told again. */
const withEntry = ({ entries }: RunLog, entry: RunLogEntry): RunLog => ({
  entries: [...entries.filter(({ seq }) => seq !== entry.seq), entry],
});

/** Where there are very many the server lets some go. */
function addPreview(cache: QueryClient, event: Extract<StudioEvent, { type: 'run:preview' }>): void {
  const { runId, branch, iteration } = event;
  const key = queryKeys.previews(runId);
  patch<PreviewList>(cache, key, (list) => withPreview(list, { branch, iteration }));
  const count = cache.getQueryData<PreviewList>(key)?.previews.length ?? 0;
  if (count > mostPreviews) void cache.invalidateQueries({ queryKey: key });
}

function addLosses(cache: QueryClient, event: Extract<StudioEvent, { type: 'run:losses' }>): void {
  const [first, newest] = [event.points[0], event.points.at(-1)];
  const key = queryKeys.curve(event.runId);
  const known = cache.getQueryData<Curve>(key)?.buckets.iterations.at(-1) ?? 0;
  // A run that goes on from an earlier checkpoint leaves a stretch behind, which the server knows.
  if (first && first.iteration <= known) void cache.invalidateQueries({ queryKey: key });
  else
    patch<Curve>(cache, key, (curve) => ({
      ...curve,
      buckets: withPoints(curve.buckets, event.points, mostBuckets),
    }));
  if (newest)
    patchRun(cache, event.runId, {
      iteration: newest.iteration,
      lossA: newest.a,
      lossB: newest.b,
      trainedSeconds: newest.trainedSeconds,
      imagesPerSecond: newest.imagesPerSecond,
      waitingShare: newest.waitingShare,
    });
}

/** A run resumed from a checkpoint draws its newer points over those after it. */
function append<Point extends { iteration: number }>(points: Point[], added: Point[]): Point[] {
  const first = added[0];
  if (!first) return points;
  const last = points.at(-1);
  return last && last.iteration >= first.iteration
    ? [...points.filter((point) => point.iteration < first.iteration), ...added]
    : [...points, ...added];
}

/** A run that went back has left something: what that is the server knows. */
function refetchBranches(cache: QueryClient, run: RunView): void {
  const before = cache.getQueryData<RunView[]>(queryKeys.runs)?.find(({ id }) => id === run.id);
  if (!before || before.branches.length === run.branches.length) return;
  for (const queryKey of [queryKeys.curve(run.id), queryKeys.previews(run.id)])
    void cache.invalidateQueries({ queryKey });
}

const withPreview = (list: PreviewList, place: PreviewPlace): PreviewList => {
  const others = list.previews.filter((other) => comparePlaces(other, place) !== 0);
  return { ...list, previews: [...others, place].sort(comparePlaces) };
};

const patchRun = (cache: QueryClient, runId: string, change: Partial<RunView>): void =>
  patch<RunView[]>(cache, queryKeys.runs, (list) =>
    list.map((run) => (run.id === runId ? { ...run, ...change } : run)),
  );
