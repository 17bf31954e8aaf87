'use client';
/** A run's files for other studios, and the writing of new ones. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { isOpen, useJobs } from '#components/jobs/use-jobs.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { CreateSharedModel } from '#core/contract/model-card.ts';

const path = (id: string) => ({ params: { path: { id } } });

export function useSharedModels(runId: string) {
  const jobs = useJobs().data?.filter(({ kind, subject }) => kind === 'share-model' && subject.id === runId) ?? [];
  const open = jobs.filter(isOpen);
  // A file is there when its job has ended: what is known is asked again under the new number.
  const written = jobs.length - open.length;
  const files = useQuery({
    queryKey: queryKeys.sharedModels(runId, written),
    queryFn: () => unwrap(api.GET('/api/runs/{id}/shared-models', path(runId))),
    placeholderData: keepPreviousData,
  });
  return { files: files.data ?? [], isWriting: open.length > 0, failure: jobs[0]?.error ?? null };
}

export function useShareModel(runId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateSharedModel) => unwrap(api.POST('/api/runs/{id}/shared-models', { ...path(runId), body })),
    onSuccess: (job) => applyEvent(cache, { type: 'job:changed', job }),
  });
}
