'use client';
/** Every preview the run has made, large, with a slider over the real steps. It follows the newest until one looks back. */
import { ChevronLeft, ChevronRight, ChevronsRight, Images } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useShortcut } from '#components/shortcuts/use-shortcut.ts';
import { Section } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Slider } from '#components/ui/slider.tsx';
import type { RunView } from '#core/contract/run.ts';
import { nearestIndex } from './nearest-index.ts';
import { PreviewPicture } from './preview-picture.tsx';
import { usePreviews } from './use-runs.ts';
import { useSettled } from './use-settled.ts';

/** A pointer on its way over a chart does not load every picture it passes. */
const pointDelayMs = 60;

interface Props {
  run: RunView;
  /** Iteration under the pointer in a chart: its preview is shown meanwhile. */
  pointedAt: number | null;
  /** Tells the iteration in sight. */
  onShow: (iteration: number | null) => void;
}

export function PreviewPanel({ run, pointedAt, onShow }: Props) {
  const t = useTranslations('training');
  const { data } = usePreviews(run.id);
  const iterations = data?.iterations ?? [];
  const [heldIteration, setHeldIteration] = useState<number | null>(null);
  const newest = iterations.length - 1;
  const held = heldIteration === null ? -1 : iterations.indexOf(heldIteration);
  const pointed = useSettled(pointedAt, pointDelayMs);
  const index = pointed === null ? (held >= 0 ? held : newest) : nearestIndex(iterations, pointed);
  const shown = iterations[index];
  useEffect(() => onShow(shown ?? null), [onShow, shown]);
  const show = (next: number) => {
    const at = Math.min(newest, Math.max(0, next));
    setHeldIteration(at === newest ? null : (iterations[at] ?? null));
  };
  useShortcut('previewBack', () => show(index - 1));
  useShortcut('previewForward', () => show(index + 1));
  return (
    <Section title={t('preview')} description={t('previewText')}>
      {shown === undefined ? (
        <EmptyState icon={Images} title={t('noPreviewTitle')}>
          {run.state === 'draft' ? t('noPreviewDraft') : t('noPreview')}
        </EmptyState>
      ) : (
        <figure className="flex flex-col gap-2">
          <figcaption className="flex items-center gap-2 text-sm tabular">
            <IconButton
              label={t('earlier')}
              shortcut="arrowleft"
              disabled={index === 0}
              onClick={() => show(index - 1)}
            >
              <ChevronLeft aria-hidden />
            </IconButton>
            <Slider
              label={t('scrub')}
              value={index}
              onChange={show}
              min={0}
              max={Math.max(1, newest)}
              disabled={newest < 1}
              valueText={t('atIteration', { iteration: shown })}
            />
            <IconButton
              label={t('later')}
              shortcut="arrowright"
              disabled={index === newest}
              onClick={() => show(index + 1)}
            >
              <ChevronRight aria-hidden />
            </IconButton>
            <IconButton label={t('newest')} disabled={heldIteration === null} onClick={() => setHeldIteration(null)}>
              <ChevronsRight aria-hidden />
            </IconButton>
            <span className="min-w-28 text-right text-xs text-ink-2">{t('atIteration', { iteration: shown })}</span>
          </figcaption>
          <PreviewPicture run={run} iteration={shown} />
        </figure>
      )}
    </Section>
  );
}
