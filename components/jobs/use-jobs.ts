'use client';
/** Jobs in progress and lately ended. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { JobView, MoveJob } from '#core/contract/jobs.ts';

export const useJobs = () => useQuery({ queryKey: queryKeys.jobs, queryFn: () => unwrap(api.GET('/api/jobs')) });

export const isOpen = (job: JobView): boolean =>
  job.state === 'queued' || job.state === 'running' || job.state === 'paused';

export function useJob(jobId: string | null | undefined): JobView | undefined {
  const { data } = useJobs();
  return jobId ? data?.find((job) => job.id === jobId) : undefined;
}

/** Running ones first, then those that wait in the order in which they will begin. */
export const inOrder = (jobs: readonly JobView[]): JobView[] =>
  jobs
    .filter(isOpen)
    .sort(
      (one, other) =>
        Number(one.state === 'queued') - Number(other.state === 'queued') || placeOf(one) - placeOf(other),
    );

const placeOf = ({ place }: JobView): number => place ?? 0;

const paths = {
  pause: '/api/jobs/{id}/pause',
  resume: '/api/jobs/{id}/resume',
} as const;

export function useHoldJob(what: keyof typeof paths) {
  return useMutation({ mutationFn: (id: string) => unwrap(api.POST(paths[what], { params: { path: { id } } })) });
}

export function useMoveJob() {
  return useMutation({
    mutationFn: ({ id, to }: { id: string; to: MoveJob['to'] }) =>
      unwrap(api.POST('/api/jobs/{id}/move', { params: { path: { id } }, body: { to } })),
  });
}

export function useRetryJob() {
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST('/api/jobs/{id}/retry', { params: { path: { id } } })),
  });
}

export function useCancelJob() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST('/api/jobs/{id}/cancel', { params: { path: { id } } })),
    onSuccess: (job) => applyEvent(cache, { type: 'job:changed', job }),
  });
}
