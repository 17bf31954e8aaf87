'use client';
/** Keeps which part of a clip is looked through, for the next time. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { ClipSampling } from '#core/contract/clip.ts';

export function useChangeClip(clipId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (sampling: ClipSampling) =>
      unwrap(api.PATCH('/api/clips/{id}', { params: { path: { id: clipId } }, body: { sampling } })),
    onSuccess: (clip) => applyEvent(cache, { type: 'clip:changed', clip }),
  });
}
