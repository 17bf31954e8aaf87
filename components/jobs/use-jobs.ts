'use client';
/** Jobs in progress and lately ended. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { JobView } from '#core/contract/jobs.ts';

export const useJobs = () => useQuery({ queryKey: queryKeys.jobs, queryFn: () => unwrap(api.GET('/api/jobs')) });

export const isOpen = (job: JobView): boolean =>
  job.state === 'queued' || job.state === 'running' || job.state === 'paused';

export function useJob(jobId: string | null | undefined): JobView | undefined {
  const { data } = useJobs();
  return jobId ? data?.find((job) => job.id === jobId) : undefined;
}

export function useCancelJob() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST('/api/jobs/{id}/cancel', { params: { path: { id } } })),
    onSuccess: (job) => applyEvent(cache, { type: 'job:changed', job }),
  });
}
