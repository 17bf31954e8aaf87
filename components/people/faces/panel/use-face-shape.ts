'use client';
/** Where a face lies in its frame: its box, its landmarks, how its crop was cut. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { reviewApi, reviewKeys } from '#components/people/faces/data/review-api.ts';
import type { RowStore } from '#components/people/faces/data/row-store.ts';
import type { FaceRow, FaceShape } from '#core/contract/face.ts';

export function useFaceShape(row: FaceRow | undefined): FaceShape | undefined {
  const { data, isPlaceholderData } = useQuery({
    queryKey: reviewKeys.shape(row?.id ?? '', row?.pictureVersion ?? 0),
    queryFn: () => reviewApi.shape(row?.id ?? ''),
    enabled: row !== undefined,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  return isPlaceholderData ? undefined : data;
}

/** The row of one face, as soon as it is here. */
export const useFaceRow = (rows: RowStore, id: string | null): FaceRow | undefined =>
  useSyncExternalStore(
    rows.subscribe,
    () => (id === null ? undefined : rows.peek(id)),
    () => undefined,
  );
