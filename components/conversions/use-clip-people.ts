'use client';
/** Who was found in a clip, and which of them a new conversion is to swap: until somebody says otherwise those taken for its person. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { ClusterView } from '#core/contract/face-edit.ts';

export interface ClipPeople {
  /** undefined while it is not known. */
  readonly people: readonly ClusterView[] | undefined;
  readonly swapped: ReadonlySet<string>;
  readonly toggle: (clusterId: string) => void;
  /** As a conversion is asked for: null where nothing was changed. */
  readonly setting: ConversionSettings['swapped'];
}

export function useClipPeople(clip: ClipView | undefined): ClipPeople {
  const { data: people } = useQuery({
    queryKey: queryKeys.clipClusters(clip?.personId ?? '', clip?.id ?? ''),
    queryFn: () => unwrap(api.GET('/api/clips/{id}/clusters', { params: { path: { id: clip?.id ?? '' } } })),
    enabled: clip !== undefined,
  });
  const [chosen, setChosen] = useState<{ clipId: string; ids: readonly string[] } | null>(null);
  const own = (people ?? []).filter(({ zone }) => zone === 'match').map(({ id }) => id);
  const kept = chosen !== null && chosen.clipId === clip?.id ? chosen.ids : own;
  // Identities may be merged or split in the review meanwhile.
  const swapped = new Set(kept.filter((id) => people?.some((person) => person.id === id)));
  return {
    people,
    swapped,
    toggle: (id) => {
      const ids = swapped.has(id) ? [...swapped].filter((other) => other !== id) : [...swapped, id];
      if (clip) setChosen({ clipId: clip.id, ids });
    },
    setting: isSame(swapped, own) ? null : [...swapped],
  };
}

const isSame = (one: ReadonlySet<string>, other: readonly string[]): boolean =>
  one.size === other.length && other.every((id) => one.has(id));
