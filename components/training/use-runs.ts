'use client';
/** Runs, their curve, their previews, and the commands they take. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent, mostBuckets } from '#components/live/apply-event.ts';
import type { ChangeRun, CreateRun, RunCommand } from '#core/contract/run.ts';

export interface IterationRange {
  readonly from: number;
  readonly to: number;
}

export const useRuns = () => useQuery({ queryKey: queryKeys.runs, queryFn: () => unwrap(api.GET('/api/runs')) });

export function useRun(runId: string) {
  const { data, ...rest } = useRuns();
  return { ...rest, data: data?.find((run) => run.id === runId) };
}

const runPath = (id: string) => ({ params: { path: { id } } });

const curveOf = (runId: string, range: Partial<IterationRange> = {}) =>
  unwrap(
    api.GET('/api/runs/{id}/curve', {
      params: { path: { id: runId }, query: { ...range, buckets: mostBuckets } },
    }),
  );

/** Of the whole run; what streams in is added to it. */
export const curveQueryOf = (runId: string) => ({ queryKey: queryKeys.curve(runId), queryFn: () => curveOf(runId) });

export const useCurve = (runId: string) => useQuery(curveQueryOf(runId));

/** Of a range, as finely as a chart can show it; the last one stays in sight until the next is there. */
export const useCurvePart = (runId: string, range: IterationRange | null) =>
  useQuery({
    queryKey: [...queryKeys.curve(runId), range?.from, range?.to],
    queryFn: () => curveOf(runId, range ?? {}),
    enabled: range !== null,
    placeholderData: keepPreviousData,
  });

export const usePreviews = (runId: string) =>
  useQuery({
    queryKey: queryKeys.previews(runId),
    queryFn: () => unwrap(api.GET('/api/runs/{id}/previews', runPath(runId))),
  });

export const useRunLog = (runId: string) =>
  useQuery({
    queryKey: queryKeys.runLog(runId),
    queryFn: () => unwrap(api.GET('/api/runs/{id}/log', runPath(runId))),
  });

export function useCreateRun() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateRun) => unwrap(api.POST('/api/runs', { body })),
    onSuccess: (run) => applyEvent(cache, { type: 'run:changed', run }),
  });
}

/*
 * What these give back is told by an event as well, in its turn: put into the cache when it arrives, it could come after what
 * happened since, and a run that trains again would look paused.
 */

export function useRunCommand(runId: string) {
  return useMutation({
    mutationFn: (command: RunCommand) =>
      unwrap(api.POST('/api/runs/{id}/commands', { ...runPath(runId), body: { command } })),
  });
}

export function useChangeRun(runId: string) {
  return useMutation({
    mutationFn: (body: ChangeRun) => unwrap(api.PUT('/api/runs/{id}/settings', { ...runPath(runId), body })),
  });
}

export function useGoBack(runId: string) {
  return useMutation({
    mutationFn: (checkpointId: string) =>
      unwrap(
        api.POST('/api/runs/{id}/checkpoints/{checkpointId}/go-back', {
          params: { path: { id: runId, checkpointId } },
        }),
      ),
  });
}

export function useRemoveCheckpoint(runId: string) {
  return useMutation({
    mutationFn: (checkpointId: string) =>
      unwrap(
        api.DELETE('/api/runs/{id}/checkpoints/{checkpointId}', { params: { path: { id: runId, checkpointId } } }),
      ),
  });
}

export function useRemoveRun() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (runId: string) => unwrap(api.DELETE('/api/runs/{id}', runPath(runId))),
    onSuccess: (_, runId) => applyEvent(cache, { type: 'run:removed', runId }),
  });
}

export function useNameCheckpoint(runId: string) {
  return useMutation({
    mutationFn: ({ checkpointId, name }: { checkpointId: string; name: string | null }) =>
      unwrap(
        api.PUT('/api/runs/{id}/checkpoints/{checkpointId}/name', {
          params: { path: { id: runId, checkpointId } },
          body: { name },
        }),
      ),
  });
}
