'use client';
/** The report of a conversion that is done. It never changes. */
import { useQuery } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';

export const useReport = (conversionId: string) =>
  useQuery({
    queryKey: queryKeys.conversionReport(conversionId),
    queryFn: () => unwrap(api.GET('/api/conversions/{id}/report', { params: { path: { id: conversionId } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
