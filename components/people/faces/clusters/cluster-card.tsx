'use client';
/** One identity: its faces as a pile, how many, how alike to the person, and the two answers. */
import { Check, Combine, MoreVertical, Scissors, SplitSquareHorizontal, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { MouseEvent, ReactNode } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import type { ClusterView, FaceEdit } from '#core/contract/face-edit.ts';

interface Props {
  cluster: ClusterView;
  personName: string;
  picked: boolean;
  marked: boolean;
  onPick: () => void;
  onMark: () => void;
  selectedCount: number;
  selectedIds: () => readonly string[];
  onEdit: (edit: FaceEdit) => void;
}

const tones: Record<ClusterView['zone'], Tone> = { match: 'good', ask: 'warn', other: 'neutral' };

export function ClusterCard(props: Props) {
  const { cluster, picked, marked, onPick, onMark, personName, onEdit } = props;
  const t = useTranslations('faceClusters');
  const units = useUnits();
  const pick = (event: MouseEvent) => (event.ctrlKey || event.metaKey || event.shiftKey ? onMark() : onPick());
  return (
    <li
      className={classNames(
        'flex shrink-0 items-center gap-2 rounded-lg border bg-surface py-1.5 pr-1 pl-1.5',
        picked && 'border-accent bg-accent-soft',
        marked && 'outline-2 outline-offset-[-2px] outline-accent outline-dashed',
      )}
    >
      <button
        type="button"
        aria-pressed={picked}
        aria-label={t('pick', { count: cluster.faceCount })}
        onClick={pick}
        className="flex items-center gap-2.5 rounded-md text-left"
      >
        <Pile faceIds={cluster.faceIds} />
        <span className="flex w-20 flex-col items-start gap-0.5">
          <span className="text-sm font-medium tabular">{units.number(cluster.faceCount)}</span>
          <ZoneBadge cluster={cluster} />
          {cluster.likeness !== null && (
            <span className="text-2xs text-ink-3 tabular">
              {t('likeness', { value: units.number(cluster.likeness, 2) })}
            </span>
          )}
        </span>
      </button>
      <span className="flex flex-col">
        <Answer cluster={cluster} isPerson onEdit={onEdit} label={t('isPerson', { name: personName })}>
          <Check aria-hidden />
        </Answer>
        <Answer cluster={cluster} isPerson={false} onEdit={onEdit} label={t('isNotPerson', { name: personName })}>
          <X aria-hidden />
        </Answer>
        <ClusterMenu {...props} />
      </span>
    </li>
  );
}

function ZoneBadge({ cluster: { zone, isPerson } }: { cluster: ClusterView }) {
  const t = useTranslations('faceClusters');
  if (isPerson === null) return <Badge tone={tones[zone]}>{t(`zone.${zone}`)}</Badge>;
  return <Badge tone={isPerson ? 'good' : 'neutral'}>{isPerson ? t('saidPerson') : t('saidOther')}</Badge>;
}

function Answer({
  cluster,
  isPerson,
  onEdit,
  label,
  children,
}: {
  cluster: ClusterView;
  isPerson: boolean;
  onEdit: (edit: FaceEdit) => void;
  label: string;
  children: ReactNode;
}) {
  const said = cluster.isPerson === isPerson;
  return (
    <IconButton
      label={label}
      size="icon-small"
      aria-pressed={said}
      className={classNames('h-6 w-7', said && (isPerson ? 'bg-good-soft text-good' : 'bg-bad-soft text-bad'))}
      onClick={() => onEdit({ do: 'decide-cluster', clusterId: cluster.id, isPerson })}
    >
      {children}
    </IconButton>
  );
}

function ClusterMenu({ cluster, marked, onMark, selectedCount, selectedIds, onEdit }: Props) {
  const t = useTranslations('faceClusters');
  return (
    <Menu
      trigger={
        <IconButton label={t('menu')} size="icon-small" className="h-6 w-7">
          <MoreVertical aria-hidden />
        </IconButton>
      }
      items={[
        { label: marked ? t('unmark') : t('mark'), note: t('markNote'), icon: Combine, run: onMark },
        {
          label: t('split'),
          note: t('splitNote'),
          icon: SplitSquareHorizontal,
          run: () => onEdit({ do: 'split-cluster', clusterId: cluster.id, faceIds: null }),
        },
        {
          label: t('splitSelected', { count: selectedCount }),
          icon: Scissors,
          disabled: selectedCount === 0,
          run: () => onEdit({ do: 'split-cluster', clusterId: cluster.id, faceIds: [...selectedIds()] }),
        },
      ]}
    />
  );
}

/** The best face in front, up to two more behind it. */
function Pile({ faceIds }: { faceIds: readonly string[] }) {
  const [front, ...behind] = faceIds.slice(0, 3);
  return (
    <span aria-hidden className="relative block h-16 w-[5.5rem]">
      {behind[1] && <Picture id={behind[1]} className="top-2 left-10 size-12" />}
      {behind[0] && <Picture id={behind[0]} className="top-1 left-6 size-14" />}
      {front && <Picture id={front} className="top-0 left-0 size-16" />}
    </span>
  );
}

function Picture({ id, className }: { id: string; className: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: crops come from the studio's own server
    <img
      src={mediaUrls.face(id)}
      alt=""
      draggable={false}
      loading="lazy"
      decoding="async"
      className={classNames('absolute rounded-md border-2 border-surface bg-hover object-cover', className)}
    />
  );
}
