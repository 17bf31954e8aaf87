'use client';
/** What is shown and in which order, how large, and what can be done with many at once. */
import {
  ArrowDownNarrowWide,
  ArrowDownWideNarrow,
  CopyMinus,
  FlipHorizontal2,
  ListFilter,
  MoreHorizontal,
  PanelRight,
  Redo2,
  Sparkles,
  SquareStack,
  Undo2,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Select } from '#components/ui/select.tsx';
import { Slider } from '#components/ui/slider.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import type { FaceSort } from '#core/contract/face-query.ts';
import type { Summary } from './data/review-api.ts';
import { type FaceView, metrics } from './face-view.ts';
import { ClipChooser } from './filters/clip-chooser.tsx';
import { StateChips } from './filters/state-chips.tsx';
import { useMetricWords } from './use-metric-words.ts';

export const sizeRangePx = { min: 40, max: 256, step: 8 };

interface Turn {
  /** What it would take back or do again, in words; null = nothing. */
  readonly words: string | null;
  readonly run: () => void;
}

interface Props {
  view: FaceView;
  onView: (view: FaceView) => void;
  summary: Summary | undefined;
  clips: readonly ClipView[];
  sizePx: number;
  onSize: (sizePx: number) => void;
  undo: Turn;
  redo: Turn;
  onRejectTwins: () => void;
  onThin: () => void;
  onInvert: () => void;
  shown: { filters: boolean; clusters: boolean; panel: boolean };
  onShow: (part: 'filters' | 'clusters' | 'panel') => void;
}

export function ReviewToolbar(props: Props) {
  const { view, onView, clips, summary } = props;
  const t = useTranslations('faces');
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Toggle part="filters" {...props}>
        <ListFilter aria-hidden />
      </Toggle>
      <StateChips view={view} onView={onView} summary={summary} />
      {clips.length > 1 && (
        <ClipChooser clips={clips} chosen={view.clipIds} onChoose={(clipIds) => onView({ ...view, clipIds })} />
      )}
      <SortMenu view={view} onView={onView} />
      <div className="ml-auto flex items-center gap-1">
        <Slider
          label={t('zoom')}
          value={props.sizePx}
          onChange={props.onSize}
          valueText={`${props.sizePx} px`}
          {...sizeRangePx}
          className="mr-2 w-20"
        />
        <TurnButton turn={props.undo} label={t('undo')} shortcut="z">
          <Undo2 aria-hidden />
        </TurnButton>
        <TurnButton turn={props.redo} label={t('redo')} shortcut="shift+z">
          <Redo2 aria-hidden />
        </TurnButton>
        <Menu
          trigger={
            <IconButton label={t('more')}>
              <MoreHorizontal aria-hidden />
            </IconButton>
          }
          items={[
            { label: t('rejectTwins'), note: t('rejectTwinsNote'), icon: CopyMinus, run: props.onRejectTwins },
            { label: t('thin'), note: t('thinNote'), icon: Sparkles, run: props.onThin },
            { label: t('invert'), icon: FlipHorizontal2, run: props.onInvert },
          ]}
        />
        <Toggle part="clusters" {...props}>
          <SquareStack aria-hidden />
        </Toggle>
        <Toggle part="panel" {...props}>
          <PanelRight aria-hidden />
        </Toggle>
      </div>
    </div>
  );
}

const keyOf = { filters: 'f', clusters: 'h', panel: 'i' } as const;

function Toggle({ part, shown, onShow, children }: Props & { part: keyof typeof keyOf; children: ReactNode }) {
  const t = useTranslations('faces');
  return (
    <IconButton
      label={t(`toggle.${part}`)}
      shortcut={keyOf[part]}
      aria-pressed={shown[part]}
      className="aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
      onClick={() => onShow(part)}
    >
      {children}
    </IconButton>
  );
}

function TurnButton({
  turn,
  label,
  shortcut,
  children,
}: {
  turn: Turn;
  label: string;
  shortcut: string;
  children: ReactNode;
}) {
  return (
    <IconButton
      label={turn.words === null ? label : `${label}: ${turn.words}`}
      shortcut={shortcut}
      disabled={turn.words === null}
      onClick={turn.run}
    >
      {children}
    </IconButton>
  );
}

function SortMenu({ view, onView }: Pick<Props, 'view' | 'onView'>) {
  const t = useTranslations('faces');
  const words = useMetricWords();
  const items = [
    { value: 'time' as FaceSort, label: t('sortTime') },
    ...(view.similarTo.length > 0 ? [{ value: 'similarity' as FaceSort, label: t('sortSimilarity') }] : []),
    ...metrics.map((metric) => ({ value: metric as FaceSort, label: words.name(metric) })),
  ];
  return (
    <div className="flex items-center gap-1">
      <Select label={t('sort')} value={view.sort} onChange={(sort) => onView({ ...view, sort })} items={items} />
      <IconButton
        label={view.descending ? t('descending') : t('ascending')}
        onClick={() => onView({ ...view, descending: !view.descending })}
      >
        {view.descending ? <ArrowDownWideNarrow aria-hidden /> : <ArrowDownNarrowWide aria-hidden />}
      </IconButton>
    </div>
  );
}
