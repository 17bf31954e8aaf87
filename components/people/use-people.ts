'use client';
/** People and their consent: read once, patched by events, changed by commands that answer with the new person. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { applyEvent } from '#components/live/apply-event.ts';
import type { CreateConsent, PersonView } from '#core/contract/person.ts';

export const usePersons = () =>
  useQuery({ queryKey: queryKeys.persons, queryFn: () => unwrap(api.GET('/api/persons')) });

export function usePerson(personId: string) {
  const { data, ...rest } = usePersons();
  return { ...rest, data: data?.find((person) => person.id === personId) };
}

/** Runs a command whose answer is a person, and shows the answer at once. */
function usePersonCommand<Input>(run: (input: Input) => Promise<PersonView>) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: run, onSuccess: (person) => applyEvent(cache, { type: 'person:changed', person }) });
}

export const useCreatePerson = () =>
  usePersonCommand((name: string) => unwrap(api.POST('/api/persons', { body: { name } })));

export const useRenamePerson = (id: string) =>
  usePersonCommand((name: string) =>
    unwrap(api.PATCH('/api/persons/{id}', { params: { path: { id } }, body: { name } })),
  );

export const useRecordConsent = (id: string) =>
  usePersonCommand((body: CreateConsent) =>
    unwrap(api.POST('/api/persons/{id}/consents', { params: { path: { id } }, body })),
  );

export const useWithdrawConsent = (id: string) =>
  usePersonCommand((consentId: string) =>
    unwrap(api.POST('/api/persons/{id}/consents/{consentId}/withdraw', { params: { path: { id, consentId } } })),
  );

export const useWriteReference = (id: string) =>
  usePersonCommand((photo: File) =>
    unwrap(
      api.PUT('/api/persons/{id}/reference', {
        params: { path: { id } },
        headers: { 'content-type': 'application/octet-stream' },
        body: photo as unknown as string,
        bodySerializer: () => photo,
      }),
    ),
  );

export const useRemoveReference = (id: string) =>
  usePersonCommand((_: undefined) => unwrap(api.DELETE('/api/persons/{id}/reference', { params: { path: { id } } })));

export function useRemovePerson() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.DELETE('/api/persons/{id}', { params: { path: { id } } })),
    onSuccess: (_, personId) => applyEvent(cache, { type: 'person:removed', personId }),
  });
}
