'use client';
/** The identities found among a person's faces: those a human should decide on first, then by how many faces they have. */
import { useQuery } from '@tanstack/react-query';
import { reviewApi, reviewKeys } from '#components/people/faces/data/review-api.ts';
import type { ClusterView } from '#core/contract/face-edit.ts';

export function useClusters(personId: string): readonly ClusterView[] {
  const { data } = useQuery({
    queryKey: reviewKeys.clusters(personId),
    queryFn: () => reviewApi.clusters(personId),
    select: inOrder,
  });
  return data ?? none;
}

const none: readonly ClusterView[] = [];

export const inOrder = (clusters: readonly ClusterView[]): readonly ClusterView[] =>
  clusters.toSorted((left, right) => Number(isOpen(right)) - Number(isOpen(left)) || right.faceCount - left.faceCount);

/** Nobody has said anything of it, and the numbers do not decide. */
const isOpen = ({ zone, isPerson }: ClusterView): boolean => zone === 'ask' && isPerson === null;
