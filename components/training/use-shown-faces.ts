'use client';
/** What previews would show of two people, and the kept faces one can choose from. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import type { FaceSort } from '#core/contract/face-query.ts';
import { faceQuery } from '#core/contract/face-query.ts';
import type { ShownFacesQuery } from '#core/contract/shown-faces.ts';

export const useShownFacesOffer = (query: ShownFacesQuery | null) =>
  useQuery({
    queryKey: ['shown-faces', query],
    queryFn: () => unwrap(api.GET('/api/shown-faces', { params: { query: query ?? { personA: '', personB: '' } } })),
    enabled: query !== null,
    placeholderData: keepPreviousData,
  });

/** Ids of a person's kept faces, in order. */
export const useKeptFaces = (of: {
  personId: string;
  sort: FaceSort;
  clipIds: readonly string[];
  enabled: boolean;
}) => {
  const { enabled, personId, sort, clipIds } = of;
  const query = faceQuery.parse({ personId, states: ['kept'], sort, clipIds });
  return useQuery({
    queryKey: [...queryKeys.faces(personId), 'kept', query],
    queryFn: async () => (await unwrap(api.POST('/api/faces/search', { body: query }))).ids,
    enabled,
    placeholderData: keepPreviousData,
  });
};
