'use client';
/** A person's clips and what can be done with one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { ClipSampling, ClipView } from '#core/contract/clip.ts';

/** Without a person: everybody's. */
export const useClips = (personId?: string) =>
  useQuery({
    queryKey: queryKeys.clips(personId),
    queryFn: () => unwrap(api.GET('/api/clips', { params: { query: personId ? { personId } : {} } })),
  });

export function useExtractFaces(clipId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (sampling: ClipSampling) =>
      unwrap(api.POST('/api/clips/{id}/extractions', { params: { path: { id: clipId } }, body: { sampling } })),
    onSuccess: (job) => applyEvent(cache, { type: 'job:changed', job }),
  });
}

export function useRemoveClip() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (clip: ClipView) => unwrap(api.DELETE('/api/clips/{id}', { params: { path: { id: clip.id } } })),
    onSuccess: (_, clip) => applyEvent(cache, { type: 'clip:removed', clipId: clip.id, personId: clip.personId }),
  });
}
