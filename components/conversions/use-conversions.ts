'use client';
/** Conversions and what can be done with one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { CreateConversion } from '#core/contract/conversion.ts';

export const useConversions = () =>
  useQuery({ queryKey: queryKeys.conversions, queryFn: () => unwrap(api.GET('/api/conversions')) });

export function useConversion(conversionId: string) {
  const { data, ...rest } = useConversions();
  return { ...rest, data: data?.find((conversion) => conversion.id === conversionId) };
}

export function useCreateConversion() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateConversion) => unwrap(api.POST('/api/conversions', { body })),
    onSuccess: (conversion) => applyEvent(cache, { type: 'conversion:changed', conversion }),
  });
}

export function useRetryConversion() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST('/api/conversions/{id}/retry', { params: { path: { id } } })),
    onSuccess: (conversion) => applyEvent(cache, { type: 'conversion:changed', conversion }),
  });
}

export function useRemoveConversion() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/api/conversions/{id}', { params: { path: { id } } })),
    onSuccess: (_, conversionId) => applyEvent(cache, { type: 'conversion:removed', conversionId }),
  });
}
