'use client';
/** The identities of a person's clips as a row of cards: pick one to see its faces, say whose they are, split it, merge several. */
import { Merge } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import type { ClusterView, FaceEdit } from '#core/contract/face-edit.ts';
import { ClusterCard } from './cluster-card.tsx';

interface Props {
  clusters: readonly ClusterView[];
  personName: string;
  picked: string | null;
  onPick: (clusterId: string | null) => void;
  /** Selected faces, to be split off; none where nothing is selected. */
  selectedCount: number;
  selectedIds: () => readonly string[];
  onEdit: (edit: FaceEdit) => void;
}

/** More cards than these come on demand: a crowd may have hundreds of identities. */
const firstShown = 30;

export const ClusterStrip = memo(function ClusterStrip(props: Props) {
  const { clusters, picked, onEdit } = props;
  const t = useTranslations('faceClusters');
  const [marked, setMarked] = useState<readonly string[]>([]);
  const [all, setAll] = useState(false);
  const known = marked.filter((id) => clusters.some((cluster) => cluster.id === id));
  const mark = (id: string) => setMarked(known.includes(id) ? known.filter((other) => other !== id) : [...known, id]);
  const shown = all ? clusters : clusters.slice(0, firstShown);
  return (
    <section aria-label={t('title')} className="flex min-w-0 shrink-0 items-stretch gap-2">
      {known.length > 1 && (
        <Button
          className="h-auto flex-col self-stretch"
          onClick={() => {
            onEdit({ do: 'merge-clusters', clusterIds: [...known] });
            setMarked([]);
          }}
        >
          <Merge aria-hidden />
          {t('merge', { count: known.length })}
        </Button>
      )}
      <ul className="flex min-w-0 gap-2 overflow-x-auto pb-1">
        {shown.map((cluster) => (
          <ClusterCard
            key={cluster.id}
            cluster={cluster}
            personName={props.personName}
            picked={cluster.id === picked}
            marked={known.includes(cluster.id)}
            onMark={() => mark(cluster.id)}
            onPick={() => props.onPick(cluster.id === picked ? null : cluster.id)}
            selectedCount={props.selectedCount}
            selectedIds={props.selectedIds}
            onEdit={onEdit}
          />
        ))}
        {!all && clusters.length > firstShown && (
          <li className="flex items-center">
            <Button look="quiet" onClick={() => setAll(true)}>
              {t('more', { count: clusters.length - firstShown })}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
});
