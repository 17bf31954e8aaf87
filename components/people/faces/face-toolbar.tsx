'use client';
/** What is shown and in which order, and what can be done with the selected. */
import { ArrowDownNarrowWide, ArrowDownWideNarrow, Check, Redo2, Undo2, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { Slider } from '#components/ui/slider.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import { type FaceFilter, type FaceView, faceFilters, faceSorts } from './face-view.ts';

export const sizeRangePx = { min: 64, max: 224, step: 16 };

interface Props {
  view: FaceView;
  onView: (view: FaceView) => void;
  counts: Record<FaceFilter, number>;
  clips: readonly ClipView[];
  sizePx: number;
  onSize: (sizePx: number) => void;
  canAct: boolean;
  onReject: () => void;
  onKeep: () => void;
  onUndo: (() => void) | undefined;
  onRedo: (() => void) | undefined;
}

const everyClip = 'every';

export function FaceToolbar(props: Props) {
  const { view, onView, counts, clips } = props;
  const t = useTranslations('faces');
  const units = useUnits();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Segmented
        label={t('show')}
        value={view.filter}
        onChange={(filter) => onView({ ...view, filter })}
        choices={faceFilters.map((filter) => ({
          value: filter,
          label: (
            <>
              {t(`filter.${filter}`)} <span className="text-ink-3 tabular">{units.number(counts[filter])}</span>
            </>
          ),
        }))}
      />
      {clips.length > 1 && (
        <Select
          label={t('clip')}
          className="max-w-48"
          value={view.clipId ?? everyClip}
          onChange={(clipId) => onView({ ...view, clipId: clipId === everyClip ? null : clipId })}
          items={[
            { value: everyClip, label: t('everyClip') },
            ...clips.map((clip) => ({ value: clip.id, label: clip.name })),
          ]}
        />
      )}
      <div className="flex items-center gap-1">
        <Select
          label={t('sort')}
          value={view.sort}
          onChange={(sort) => onView({ ...view, sort })}
          items={faceSorts.map((sort) => ({ value: sort, label: t(`sorts.${sort}`) }))}
        />
        <IconButton
          label={view.descending ? t('descending') : t('ascending')}
          onClick={() => onView({ ...view, descending: !view.descending })}
        >
          {view.descending ? <ArrowDownWideNarrow aria-hidden /> : <ArrowDownNarrowWide aria-hidden />}
        </IconButton>
      </div>
      <Slider label={t('zoom')} value={props.sizePx} onChange={props.onSize} {...sizeRangePx} className="w-24" />
      <Actions {...props} />
    </div>
  );
}

function Actions({ canAct, onReject, onKeep, onUndo, onRedo }: Props) {
  const t = useTranslations('faces');
  return (
    <div className="ml-auto flex items-center gap-1">
      <IconButton label={t('undo')} shortcut="z" disabled={!onUndo} onClick={onUndo}>
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton label={t('redo')} shortcut="shift+z" disabled={!onRedo} onClick={onRedo}>
        <Redo2 aria-hidden />
      </IconButton>
      <Button disabled={!canAct} onClick={onKeep} className="ml-1">
        <Check aria-hidden />
        {t('keep')}
      </Button>
      <Button disabled={!canAct} onClick={onReject}>
        <X aria-hidden />
        {t('reject')}
      </Button>
    </div>
  );
}
