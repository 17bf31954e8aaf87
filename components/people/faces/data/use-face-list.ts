'use client';
/** The ids that a view shows, in order, with what was done since laid over them; and how they spread. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type FaceView, showsState } from '#components/people/faces/face-view.ts';
import type { Order } from '#components/people/faces/selection.ts';
import type { FaceQuery } from '#core/contract/face-query.ts';
import { type Layers, through } from './edit-layers.ts';
import { reviewApi, reviewKeys } from './review-api.ts';

const none: Order = [];
/** A list of 100,000 ids is some megabytes: views left behind are not kept long. */
const keptMs = 60_000;

export function useFaceList(personId: string, view: FaceView, layers: Layers) {
  const query: FaceQuery = { personId, ...view };
  const { data, isPending, isPlaceholderData, error } = useQuery({
    queryKey: reviewKeys.ids(query),
    queryFn: () => reviewApi.ids(query),
    placeholderData: keepPreviousData,
    structuralSharing: keepSame,
    gcTime: keptMs,
  });
  const ids = data ?? none;
  const shown = view.states.join(',');
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the view only its states matter here
  const order = useMemo(() => through(layers, ids, (state) => showsState(view, state)), [layers, ids, shown]);
  return { order, isPending, isStale: isPlaceholderData, error };
}

export function useFaceSummary(personId: string, view: FaceView) {
  const query: FaceQuery = { personId, ...view, sort: 'time', descending: false, similarTo: [] };
  const { data } = useQuery({
    queryKey: reviewKeys.summary(query),
    queryFn: () => reviewApi.summary(query),
    placeholderData: keepPreviousData,
    gcTime: keptMs,
  });
  return data;
}

/** The same ids are the same list, and nothing is drawn anew. */
function keepSame(before: unknown, after: unknown): unknown {
  const [old, fresh] = [before as Order | undefined, after as Order];
  return old?.length === fresh.length && old.every((id, place) => id === fresh[place]) ? old : fresh;
}
