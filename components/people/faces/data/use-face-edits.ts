'use client';
/**
 * What a person does to faces: shown at once as a layer over the list, kept by the server's journal, undone and redone through it,
 * also after a reload. Edits go out one after the other, because the journal is a sequence.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { queryKeys } from '#components/api/query-keys.ts';
import type { FaceState } from '#core/contract/face.ts';
import type { EditHistory, EditView, FaceEdit } from '#core/contract/face-edit.ts';
import {
  addLayer,
  dropLayer,
  firstUndone,
  type Layer,
  type Layers,
  lastDone,
  nameLayer,
  stateThrough,
  turnLayer,
} from './edit-layers.ts';
import { reviewApi, reviewKeys } from './review-api.ts';
import type { RowStore } from './row-store.ts';

interface Options {
  personId: string;
  rows: RowStore;
  onError: (error: unknown) => void;
}

/** What an edit is known to change before the server has answered. */
export interface Expected {
  readonly ids: ReadonlySet<string>;
  readonly state: FaceState;
  readonly focus: string | null;
}

export type Done = (edit: EditView) => void;

export function useFaceEdits({ personId, rows, onError }: Options) {
  const cache = useQueryClient();
  const [layers, setLayers] = useState<Layers>([]);
  const latest = useLatest(layers);
  const counter = useRef(0);
  const run = useSequence();
  const { data: history } = useQuery({
    queryKey: reviewKeys.history(personId),
    queryFn: () => reviewApi.history(personId),
  });
  const refresh = useRefresh({ personId, rows, latest, setLayers });
  const setHistory = useCallback(
    (next: EditHistory) => cache.setQueryData<EditHistory>(reviewKeys.history(personId), next),
    [cache, personId],
  );

  const edit = useCallback(
    (what: FaceEdit, { expected, onDone }: { expected?: Expected; onDone?: Done } = {}) => {
      counter.current += 1;
      const key = counter.current;
      const change = expected ? { ids: expected.ids, state: expected.state } : null;
      const layer: Layer = { key, editId: null, change, undone: false, focus: expected?.focus ?? null };
      latest.set((old) => addLayer(old, layer), setLayers);
      run(async () => {
        try {
          const made = await reviewApi.edit(personId, what);
          latest.set((old) => nameLayer(old, key, made.id), setLayers);
          setHistory({ undo: made, redo: null });
          onDone?.(made);
          refresh.soon({ now: change === null });
        } catch (error) {
          latest.set((old) => dropLayer(old, key), setLayers);
          onError(error);
          refresh.soon({ now: true });
        }
      });
    },
    [personId, run, refresh, latest, setHistory, onError],
  );

  /** @returns the layer turned, when this page made the edit: its focus leads back to the place. */
  const turn = useCallback(
    (way: 'undo' | 'redo', onDone?: Done): Layer | undefined => {
      const layer = way === 'undo' ? lastDone(latest.current()) : firstUndone(latest.current());
      if (layer) latest.set((old) => turnLayer(old, layer.key, way === 'undo'), setLayers);
      run(async () => {
        try {
          const next = await reviewApi[way](personId);
          setHistory(next);
          const turned = way === 'undo' ? next.redo : next.undo;
          const named = layer && latest.current().find(({ key }) => key === layer.key)?.editId;
          // Another page may have edited since: then it was another edit that was turned.
          const isOther = named !== turned?.id;
          if (isOther) latest.set(() => [], setLayers);
          if (turned) onDone?.(turned);
          rows.refresh();
          refresh.soon({ now: isOther || !layer?.change });
        } catch (error) {
          onError(error);
          latest.set(() => [], setLayers);
          refresh.soon({ now: true });
        }
      });
      return layer;
    },
    [personId, run, rows, refresh, latest, setHistory, onError],
  );

  return {
    layers,
    stateThrough: useCallback((id: string) => stateThrough(layers, id), [layers]),
    edit,
    turn,
    history: history ?? noHistory,
  };
}

const noHistory: EditHistory = { undo: null, redo: null };

/** After the last edit or news the lists are asked for anew; not between two keys of somebody who goes through faces. */
const quietMs = 1200;
/** While faces come in without a pause, they are shown so often. */
const longestMs = 4000;
/** Counts and histograms follow sooner: they are small. */
const summaryMs = 350;

function useRefresh({
  personId,
  rows,
  latest,
  setLayers,
}: {
  personId: string;
  rows: RowStore;
  latest: Latest<Layers>;
  setLayers: (layers: Layers) => void;
}) {
  const cache = useQueryClient();
  const timers = useRef<{
    list?: ReturnType<typeof setTimeout>;
    summary?: ReturnType<typeof setTimeout>;
    since: number;
  }>({
    since: 0,
  });
  const now = useCallback(async () => {
    timers.current.since = 0;
    clearTimeout(timers.current.list);
    clearTimeout(timers.current.summary);
    const before = new Set(latest.current());
    await cache.invalidateQueries({ queryKey: reviewKeys.all(personId) });
    // An edit made or turned meanwhile is another layer now, and stays until the next time.
    const held = latest.current().filter((layer) => layer.editId !== null && before.has(layer));
    for (const { change, undone } of held) if (change && !undone) rows.setState(change.ids, change.state);
    latest.set((old) => old.filter((layer) => !held.includes(layer)), setLayers);
    rows.refresh();
  }, [cache, personId, rows, latest, setLayers]);
  const soon = useCallback(
    (how: { now: boolean }) => {
      clearTimeout(timers.current.list);
      if (how.now) return void now();
      timers.current.since ||= Date.now();
      const waited = Date.now() - timers.current.since;
      timers.current.list = setTimeout(() => void now(), Math.max(0, Math.min(quietMs, longestMs - waited)));
      // Other views are stale at once; this one is right already.
      void cache.invalidateQueries({ queryKey: [...reviewKeys.all(personId), 'ids'], refetchType: 'none' });
      clearTimeout(timers.current.summary);
      timers.current.summary = setTimeout(
        () => void cache.invalidateQueries({ queryKey: [...reviewKeys.all(personId), 'summary'] }),
        summaryMs,
      );
    },
    [cache, personId, now],
  );
  useFaceNews(personId, soon);
  useEffect(
    () => () => {
      clearTimeout(timers.current.list);
      clearTimeout(timers.current.summary);
    },
    [],
  );
  return useMemo(() => ({ soon }), [soon]);
}

/** The socket's news marks everything of the person's faces stale: this one entry is what the review hears it by. */
function useFaceNews(personId: string, soon: (how: { now: boolean }) => void): void {
  const { data } = useQuery({ queryKey: [...queryKeys.faces(personId), 'news'], queryFn: () => performance.now() });
  const heard = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (heard.current !== undefined && data !== heard.current) soon({ now: false });
    heard.current = data;
  }, [data, soon]);
}

interface Latest<Value> {
  current: () => Value;
  set: (change: (value: Value) => Value, show: (value: Value) => void) => void;
}

/** A value that several events of one moment change, each seeing what the one before has made of it. */
function useLatest<Value>(value: Value): Latest<Value> {
  const held = useRef(value);
  return useMemo(
    () => ({
      current: () => held.current,
      set: (change, show) => {
        held.current = change(held.current);
        show(held.current);
      },
    }),
    [],
  );
}

function useSequence(): (task: () => Promise<void>) => void {
  const last = useRef(Promise.resolve());
  return useCallback((task) => {
    last.current = last.current.then(task);
  }, []);
}
