'use client';
/**
 * A person's faces and the commands on them. A command shows at once and is taken back if the server refuses it;
 * each can be undone and redone, as deep as one likes, while the page is open.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import type { FaceRow, FaceState, SetFaceStates } from '#core/contract/face.ts';

type Changes = SetFaceStates['changes'];

interface Done {
  readonly before: Changes;
  readonly after: Changes;
}

interface History {
  readonly past: readonly Done[];
  readonly future: readonly Done[];
}

type How = 'do' | 'undo' | 'redo';

export function useFaceReview(personId: string, onError: (error: unknown) => void) {
  const cache = useQueryClient();
  const [pending, setPending] = useState<ReadonlyMap<string, FaceState>>(new Map());
  const [history, setHistory] = useState<History>({ past: [], future: [] });
  const query = useQuery({
    queryKey: queryKeys.faces(personId),
    queryFn: () => unwrap(api.GET('/api/faces', { params: { query: { personId } } })),
  });
  const command = useMutation({
    mutationFn: ({ changes }: { changes: Changes; how: How }) =>
      unwrap(api.POST('/api/faces/states', { body: { changes } })),
    onMutate: ({ changes }) => setPending((old) => overlay(old, changes)),
    onSuccess: ({ previous }, { changes, how }) => {
      cache.setQueryData<FaceRow[]>(
        queryKeys.faces(personId),
        (rows) => rows && withStates(rows, overlay(new Map(), changes)),
      );
      setHistory((old) => record(old, { before: previous, after: changes }, how));
    },
    onError,
    onSettled: (_data, _error, { changes }) => setPending((old) => lift(old, changes)),
  });
  const rows = useMemo(() => withStates(query.data ?? [], pending), [query.data, pending]);
  const { mutate } = command;
  const setState = useCallback(
    (ids: readonly string[], state: FaceState) => mutate({ changes: ids.map((id) => ({ id, state })), how: 'do' }),
    [mutate],
  );
  const [last, next] = [history.past.at(-1), history.future.at(-1)];
  return {
    rows,
    isPending: query.isPending,
    error: query.error,
    setState,
    undo: last && !command.isPending ? () => mutate({ changes: last.before, how: 'undo' }) : undefined,
    redo: next && !command.isPending ? () => mutate({ changes: next.after, how: 'redo' }) : undefined,
  };
}

function record({ past, future }: History, done: Done, how: How): History {
  if (how === 'do') return { past: [...past, done], future: [] };
  if (how === 'redo') return { past: [...past, done], future: future.slice(0, -1) };
  const undone = past.at(-1);
  return { past: past.slice(0, -1), future: undone ? [...future, undone] : future };
}

function overlay(old: ReadonlyMap<string, FaceState>, changes: Changes): ReadonlyMap<string, FaceState> {
  const next = new Map(old);
  for (const { id, state } of changes) next.set(id, state);
  return next;
}

/** Only what still says the same: a later command on the same face stays pending. */
function lift(old: ReadonlyMap<string, FaceState>, changes: Changes): ReadonlyMap<string, FaceState> {
  const next = new Map(old);
  for (const { id, state } of changes) if (next.get(id) === state) next.delete(id);
  return next;
}

const withStates = (rows: FaceRow[], states: ReadonlyMap<string, FaceState>): FaceRow[] =>
  states.size === 0 ? rows : rows.map((row) => ({ ...row, state: states.get(row.id) ?? row.state }));
