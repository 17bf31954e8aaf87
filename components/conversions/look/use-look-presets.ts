'use client';
/** Looks saved under a name. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import type { CreateLookPreset } from '#core/contract/look-preset.ts';

export const useLookPresets = () =>
  useQuery({ queryKey: queryKeys.lookPresets, queryFn: () => unwrap(api.GET('/api/look-presets')) });

export function useSaveLook() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateLookPreset) => unwrap(api.POST('/api/look-presets', { body })),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.lookPresets }),
  });
}

export function useRemoveLook() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/api/look-presets/{id}', { params: { path: { id } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.lookPresets }),
  });
}
