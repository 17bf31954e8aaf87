'use client';
/** Models of others, and what can be done with one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { DfmModelView } from '#core/contract/dfm-model.ts';

export const useDfmModels = () =>
  useQuery({ queryKey: queryKeys.dfmModels, queryFn: () => unwrap(api.GET('/api/dfm-models')) });

export type DrawingModel = DfmModelView & { person: NonNullable<DfmModelView['person']> };

/** A person was named whose face it shows, and consents. */
export const draws = (model: DfmModelView): model is DrawingModel =>
  model.person !== null && model.consent === 'active';

export function useNameDfmPerson() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ id, personId }: { id: string; personId: string }) =>
      unwrap(api.PUT('/api/dfm-models/{id}/person', { params: { path: { id } }, body: { personId } })),
    onSuccess: (model) => applyEvent(cache, { type: 'model:changed', model }),
  });
}

export function useRemoveDfmModel() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/api/dfm-models/{id}', { params: { path: { id } } })),
    onSuccess: (_, modelId) => applyEvent(cache, { type: 'model:removed', modelId }),
  });
}
