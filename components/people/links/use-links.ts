'use client';
/** A person's links and what can be done with one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { LinkView } from '#core/contract/link.ts';

export const useLinks = (personId: string) =>
  useQuery({
    queryKey: queryKeys.links(personId),
    queryFn: () => unwrap(api.GET('/api/links', { params: { query: { personId } } })),
  });

/** Shows links as an answer has them, without waiting for their events. */
function useShowLinks() {
  const cache = useQueryClient();
  return (links: readonly LinkView[]) => {
    for (const link of links) applyEvent(cache, { type: 'link:changed', link });
  };
}

export function useAddLinks(personId: string) {
  const show = useShowLinks();
  return useMutation({
    mutationFn: (urls: string[]) => unwrap(api.POST('/api/links', { body: { personId, urls } })),
    onSuccess: ({ links }) => show(links),
  });
}

export function useDownloadLinks() {
  const show = useShowLinks();
  return useMutation({
    mutationFn: (linkIds: string[]) => unwrap(api.POST('/api/links/download', { body: { linkIds } })),
    onSuccess: show,
  });
}

export function useRetryLink() {
  const show = useShowLinks();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.POST('/api/links/{id}/retry', { params: { path: { id } } })),
    onSuccess: (link) => show([link]),
  });
}

export function useChooseEntries(list: LinkView) {
  const cache = useQueryClient();
  const show = useShowLinks();
  return useMutation({
    mutationFn: (indexes: number[]) =>
      unwrap(api.POST('/api/links/{id}/choice', { params: { path: { id: list.id } }, body: { indexes } })),
    onSuccess: (links) => {
      show(links);
      applyEvent(cache, { type: 'link:removed', linkId: list.id, personId: list.personId });
    },
  });
}

export function useRemoveLink() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: LinkView) => unwrap(api.DELETE('/api/links/{id}', { params: { path: { id } } })),
    onSuccess: (_, { id, personId }) => applyEvent(cache, { type: 'link:removed', linkId: id, personId }),
  });
}
