import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent, mostBuckets } from '#components/live/apply-event.ts';
import type { Curve } from '#core/contract/curve.ts';
import type { JobView } from '#core/contract/jobs.ts';
import type { PreviewList } from '#core/contract/run.ts';
import { emptyBuckets, withPoints } from '#core/studio/curve-buckets.ts';

const point = (iteration: number) => ({
  iteration,
  a: 1 / iteration,
  b: 2 / iteration,
  trainedSeconds: iteration,
  learningRate: null,
  imagesPerSecond: 9,
  waitingShare: null,
});
const losses = (...iterations: number[]) =>
  ({ type: 'run:losses', runId: 'r', points: iterations.map(point) }) as const;

const job = (id: string, state: JobView['state']): JobView => ({
  id,
  kind: 'convert-video',
  state,
  title: 'clip',
  subject: { type: 'conversion', id: 'c', personId: null },
  progress: null,
  place: null,
  error: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  endedAt: null,
});

describe('applyEvent', () => {
  it('replaces what changed and puts new jobs first', () => {
    const cache = new QueryClient();
    cache.setQueryData(queryKeys.jobs, [job('one', 'running')]);
    applyEvent(cache, { type: 'job:changed', job: job('two', 'queued') });
    applyEvent(cache, { type: 'job:changed', job: job('one', 'done') });
    expect(cache.getQueryData<JobView[]>(queryKeys.jobs)?.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'two queued',
      'one done',
    ]);
  });

  it('leaves a job ended whatever is heard late: one that was cancelled stood there waiting when the answer came last', () => {
    const cache = new QueryClient();
    cache.setQueryData(queryKeys.jobs, [job('one', 'queued')]);
    applyEvent(cache, { type: 'job:changed', job: job('one', 'cancelled') });
    applyEvent(cache, { type: 'job:changed', job: job('one', 'queued') });
    expect(cache.getQueryData<JobView[]>(queryKeys.jobs)?.map(({ state }) => state)).toEqual(['cancelled']);
  });

  it('holds nothing that no page has asked for', () => {
    const cache = new QueryClient();
    applyEvent(cache, { type: 'job:changed', job: job('one', 'running') });
    expect(cache.getQueryData(queryKeys.jobs)).toBeUndefined();
  });

  it('goes on with the curve, and asks anew where a run has gone back', () => {
    const cache = new QueryClient();
    const key = queryKeys.curve('r');
    const buckets = withPoints(emptyBuckets(1), [point(1), point(2), point(3)], mostBuckets);
    cache.setQueryData<Curve>(key, { buckets, left: [], validation: [], leftValidation: [] });
    applyEvent(cache, losses(4));
    expect(cache.getQueryData<Curve>(key)?.buckets.iterations).toEqual([1, 2, 3, 4]);
    expect(cache.getQueryState(key)?.isInvalidated).toBe(false);
    applyEvent(cache, losses(3, 4, 5));
    expect(cache.getQueryState(key)?.isInvalidated).toBe(true);
  });

  it('goes on with the errors of held-out faces likewise', () => {
    const cache = new QueryClient();
    const look = (iteration: number) => {
      const side = { ssimError: 1 / iteration, l1: 0.1 };
      return { iteration, trainedSeconds: iteration, a: side, b: side };
    };
    const curve = { buckets: emptyBuckets(1), left: [], validation: [look(1)], leftValidation: [] };
    cache.setQueryData<Curve>(queryKeys.curve('r'), curve);
    for (const iteration of [5, 9, 7])
      applyEvent(cache, { type: 'run:validation', runId: 'r', point: look(iteration) });
    expect(cache.getQueryData<Curve>(queryKeys.curve('r'))?.validation).toEqual([look(1), look(5), look(7)]);
  });

  it('names each preview once, in order', () => {
    const cache = new QueryClient();
    const places = (...iterations: number[]) => iterations.map((iteration) => ({ branch: 0, iteration }));
    cache.setQueryData<PreviewList>(queryKeys.previews('r'), { previews: places(1, 50), left: [] });
    for (const iteration of [25, 50]) applyEvent(cache, { type: 'run:preview', runId: 'r', branch: 0, iteration });
    applyEvent(cache, { type: 'run:preview', runId: 'r', branch: 1, iteration: 40 });
    expect(cache.getQueryData<PreviewList>(queryKeys.previews('r'))).toEqual({
      previews: [...places(1, 25, 50), { branch: 1, iteration: 40 }],
      left: [],
    });
  });
});
