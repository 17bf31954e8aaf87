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
  /** Who gets which face: the conversion's own (`own`), none (`alone`), or another pair's, by its id. */
  readonly faces: ReadonlyMap<string, string>;
  readonly give: (clusterId: string, face: string) => void;
  /** As a conversion is asked for; `swapped` is null where nothing was changed. */
  readonly setting: Pick<ConversionSettings, 'swapped'> & { readonly others: readonly GivenFace[] };
}

export interface GivenFace {
  readonly identity: string;
  readonly pairId: string;
}

/** `pairIds`: what can be given at all; what was given before and is no more counts for nothing. */
export function useClipPeople(clip: ClipView | undefined, pairIds: readonly string[]): ClipPeople {
  const { data: people } = useQuery({
    queryKey: queryKeys.clipClusters(clip?.personId ?? '', clip?.id ?? ''),
    queryFn: () => unwrap(api.GET('/api/clips/{id}/clusters', { params: { path: { id: clip?.id ?? '' } } })),
    enabled: clip !== undefined,
  });
  const [given, setGiven] = useState<{ clipId: string; faces: ReadonlyMap<string, string> } | null>(null);
  const chosen = given !== null && given.clipId === clip?.id ? given.faces : new Map<string, string>();
  const known = new Set(['own', 'alone', ...pairIds]);
  // Identities may be merged or split in the review meanwhile.
  const faces = new Map(
    (people ?? []).map(({ id, zone }) => {
      const face = chosen.get(id) ?? '';
      return [id, known.has(face) ? face : zone === 'match' ? 'own' : 'alone'];
    }),
  );
  const own = [...faces].flatMap(([id, face]) => (face === 'own' ? [id] : []));
  const isUsual = (people ?? []).every(({ id, zone }) => (zone === 'match') === (faces.get(id) === 'own'));
  return {
    people,
    faces,
    give: (id, face) => clip && setGiven({ clipId: clip.id, faces: new Map([...chosen, [id, face]]) }),
    setting: {
      swapped: isUsual ? null : own,
      others: [...faces].flatMap(([identity, face]) =>
        face === 'own' || face === 'alone' ? [] : [{ identity, pairId: face }],
      ),
    },
  };
}
