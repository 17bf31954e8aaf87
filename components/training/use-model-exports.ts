'use client';
/** A run's model files, and the writing of new ones. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { isOpen, useJobs } from '#components/jobs/use-jobs.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { Side } from '#core/contract/run.ts';

const path = (id: string) => ({ params: { path: { id } } });

export function useModelExports(runId: string) {
  const jobs = useJobs().data?.filter(({ kind, subject }) => kind === 'export-model' && subject.id === runId) ?? [];
  const open = jobs.filter(isOpen);
  // A file is there when its job has ended: what is known is asked again under the new number.
  const written = jobs.length - open.length;
  const files = useQuery({
    queryKey: queryKeys.modelExports(runId, written),
    queryFn: () => unwrap(api.GET('/api/runs/{id}/exports', path(runId))),
    placeholderData: keepPreviousData,
  });
  return { files: files.data ?? [], isWriting: open.length > 0 };
}

export function useWriteModel(runId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (to: Side) => unwrap(api.POST('/api/runs/{id}/exports', { ...path(runId), body: { to } })),
    onSuccess: (job) => applyEvent(cache, { type: 'job:changed', job }),
  });
}
