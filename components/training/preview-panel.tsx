'use client';
/** Every preview the run has kept, large: a slider over the real steps, small ones beside it, a film of all, and two next to each other. */
import { ChevronLeft, ChevronRight, ChevronsRight, Columns2, Download, Images, Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useShortcut } from '#components/shortcuts/use-shortcut.ts';
import { ButtonAnchor } from '#components/ui/button.tsx';
import { Section } from '#components/ui/card.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Slider } from '#components/ui/slider.tsx';
import type { RunView } from '#core/contract/run.ts';
import { PreviewPicture } from './preview-picture.tsx';
import { PreviewStrip } from './preview-strip.tsx';
import { ShownLegend } from './shown-marks.tsx';
import { type PreviewScrub, usePreviewScrub } from './use-preview-scrub.ts';
import { usePreviews } from './use-runs.ts';

interface Props {
  run: RunView;
  /** Iteration under the pointer in a chart: its preview is shown meanwhile. */
  pointedAt: number | null;
  /** Tells the iteration in sight. */
  onShow: (iteration: number | null) => void;
}

export function PreviewPanel({ run, pointedAt, onShow }: Props) {
  const t = useTranslations('training');
  const iterations = usePreviews(run.id).data?.iterations ?? [];
  const scrub = usePreviewScrub(iterations, pointedAt);
  const [besideIteration, setBeside] = useState<number | null>(null);
  const shown = iterations[scrub.index];
  useEffect(() => onShow(shown ?? null), [onShow, shown]);
  useShortcut('previewBack', () => scrub.show(scrub.index - 1));
  useShortcut('previewForward', () => scrub.show(scrub.index + 1));
  useShortcut('previewFilm', scrub.togglePlay, { enabled: scrub.newest > 0 });
  const compare = () => setBeside(besideIteration === null ? (shown ?? null) : null);
  useShortcut('previewCompare', compare, { enabled: shown !== undefined });
  return (
    <Section
      title={t('preview')}
      description={t('previewText')}
      actions={
        scrub.newest > 0 && (
          <ButtonAnchor look="quiet" size="small" href={mediaUrls.timeLapse(run.id)} download>
            <Download aria-hidden />
            {t('timeLapse')}
          </ButtonAnchor>
        )
      }
    >
      {shown === undefined ? (
        <EmptyState icon={Images} title={t('noPreviewTitle')}>
          {run.state === 'draft' ? t('noPreviewDraft') : t('noPreview')}
        </EmptyState>
      ) : (
        <figure className="flex flex-col gap-2">
          <figcaption className="flex flex-wrap items-center gap-x-1 text-sm tabular sm:flex-nowrap sm:gap-x-2">
            <Steps scrub={scrub} iteration={shown} />
            <IconButton
              label={besideIteration === null ? t('compare.pin') : t('compare.end')}
              shortcut="c"
              aria-pressed={besideIteration !== null}
              onClick={compare}
            >
              <Columns2 aria-hidden className={besideIteration === null ? '' : 'text-accent-text'} />
            </IconButton>
            <span className="ml-auto min-w-28 text-right text-xs text-ink-2">
              {t('atIteration', { iteration: shown })}
            </span>
          </figcaption>
          {scrub.newest > 0 && (
            <PreviewStrip run={run} iterations={iterations} index={scrub.index} onShow={scrub.show} />
          )}
          {besideIteration === null ? (
            <>
              <PreviewPicture run={run} iteration={shown} />
              <ShownLegend run={run} iteration={shown} />
            </>
          ) : (
            <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
              {[besideIteration, shown].map((iteration, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the pinned one and the other, which may be of one step
                <div key={place} className="flex min-w-0 flex-col gap-1">
                  <p className="text-sm font-medium tabular">
                    {t(place === 0 ? 'compare.pinned' : 'compare.other', { iteration })}
                  </p>
                  <PreviewPicture run={run} iteration={iteration} stacked />
                  <ShownLegend run={run} iteration={iteration} />
                </div>
              ))}
            </div>
          )}
        </figure>
      )}
    </Section>
  );
}

function Steps({ scrub, iteration }: { scrub: PreviewScrub; iteration: number }) {
  const t = useTranslations('training');
  const { index, newest, show, playing, togglePlay } = scrub;
  return (
    <>
      <IconButton label={t('earlier')} shortcut="arrowleft" disabled={index === 0} onClick={() => show(index - 1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <Slider
        label={t('scrub')}
        value={index}
        onChange={show}
        min={0}
        max={Math.max(1, newest)}
        disabled={newest < 1}
        valueText={t('atIteration', { iteration })}
        className="max-sm:order-first max-sm:basis-full"
      />
      <IconButton label={t('later')} shortcut="arrowright" disabled={index === newest} onClick={() => show(index + 1)}>
        <ChevronRight aria-hidden />
      </IconButton>
      <IconButton label={t('newest')} disabled={scrub.follows} onClick={scrub.showNewest}>
        <ChevronsRight aria-hidden />
      </IconButton>
      <IconButton label={playing ? t('filmStop') : t('film')} shortcut="f" disabled={newest < 1} onClick={togglePlay}>
        {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
      </IconButton>
    </>
  );
}
