'use client';
/** A conversion in other forms. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { isOpen, useJobs } from '#components/jobs/use-jobs.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { CreateConversionExport } from '#core/contract/conversion-export.ts';
import type { JobView } from '#core/contract/jobs.ts';

/** Those being written, oldest first. */
export const useExportJobs = (conversionId: string): readonly JobView[] =>
  exportJobs(useJobs().data ?? [], conversionId)
    .filter(isOpen)
    .toReversed();

const exportJobs = (jobs: readonly JobView[], conversionId: string): JobView[] =>
  jobs.filter(({ kind, subject }) => kind === 'export-conversion' && subject.id === conversionId);

/** Asked anew whenever one more is written. */
export function useExports(conversionId: string) {
  const written = exportJobs(useJobs().data ?? [], conversionId).filter(({ state }) => state === 'done').length;
  return useQuery({
    queryKey: queryKeys.exports(conversionId, written),
    queryFn: () => unwrap(api.GET('/api/conversions/{id}/exports', { params: { path: { id: conversionId } } })),
    placeholderData: (before) => before,
  });
}

export function useCreateExport(conversionId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateConversionExport) =>
      unwrap(api.POST('/api/conversions/{id}/exports', { params: { path: { id: conversionId } }, body })),
    onSuccess: (job) => applyEvent(cache, { type: 'job:changed', job }),
  });
}

export function useRemoveExport(conversionId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (exportId: string) =>
      unwrap(
        api.DELETE('/api/conversions/{id}/exports/{exportId}', { params: { path: { id: conversionId, exportId } } }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.exports(conversionId) }),
  });
}
