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
import { Select } from '#components/ui/select.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Slider } from '#components/ui/slider.tsx';
import type { PreviewPlace, RunView } from '#core/contract/run.ts';
import { PreviewPicture } from './preview-picture.tsx';
import { PreviewStrip } from './preview-strip.tsx';
import { ShownLegend } from './shown-marks.tsx';
import { type PreviewScrub, usePreviewScrub } from './use-preview-scrub.ts';
import { usePreviewStretch } from './use-preview-stretch.ts';

interface Props {
  run: RunView;
  /** Iteration under the pointer in a chart: its preview is shown meanwhile. */
  pointedAt: number | null;
  /** Tells the preview in sight. */
  onShow: (place: PreviewPlace | null) => void;
}

export function PreviewPanel({ run, pointedAt, onShow }: Props) {
  const t = useTranslations('training');
  const { previews, isPending, stretch, stretches, setStretch } = usePreviewStretch(run);
  const iterations = previews.map(({ iteration }) => iteration);
  const scrub = usePreviewScrub(iterations, pointedAt);
  const [beside, setBeside] = useState<PreviewPlace | null>(null);
  const shown = previews[scrub.index];
  useEffect(() => onShow(shown ?? null), [onShow, shown]);
  useShortcut('previewBack', () => scrub.show(scrub.index - 1));
  useShortcut('previewForward', () => scrub.show(scrub.index + 1));
  useShortcut('previewFilm', scrub.togglePlay, { enabled: scrub.newest > 0 });
  const compare = () => setBeside(beside === null ? (shown ?? null) : null);
  useShortcut('previewCompare', compare, { enabled: shown !== undefined });
  return (
    <Section
      title={t('preview')}
      description={t('previewText')}
      actions={
        <>
          {stretches.length > 1 && (
            <Select
              label={t('stretch.label')}
              value={String(stretch)}
              onChange={(value) => setStretch(Number(value))}
              items={stretches}
            />
          )}
          {scrub.newest > 0 && (
            <ButtonAnchor look="quiet" size="small" href={mediaUrls.timeLapse(run.id)} download>
              <Download aria-hidden />
              {t('timeLapse')}
            </ButtonAnchor>
          )}
        </>
      }
    >
      {isPending ? (
        <Skeleton className="aspect-[12/7]" />
      ) : shown === undefined ? (
        <EmptyState icon={Images} title={t('noPreviewTitle')}>
          {run.state === 'draft' ? t('noPreviewDraft') : t('noPreview')}
        </EmptyState>
      ) : (
        <figure className="flex flex-col gap-2">
          <figcaption className="flex flex-wrap items-center gap-x-1 text-sm tabular sm:flex-nowrap sm:gap-x-2">
            <Steps scrub={scrub} iteration={shown.iteration} />
            <IconButton
              label={beside === null ? t('compare.pin') : t('compare.end')}
              shortcut="c"
              aria-pressed={beside !== null}
              onClick={compare}
            >
              <Columns2 aria-hidden className={beside === null ? '' : 'text-accent-text'} />
            </IconButton>
            <span className="ml-auto min-w-28 text-right text-xs text-ink-2">
              {t('atIteration', { iteration: shown.iteration })}
            </span>
          </figcaption>
          {scrub.newest > 0 && <PreviewStrip run={run} previews={previews} index={scrub.index} onShow={scrub.show} />}
          {beside === null ? (
            <>
              <PreviewPicture run={run} place={shown} />
              <ShownLegend run={run} place={shown} />
            </>
          ) : (
            <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
              {[beside, shown].map((preview, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the pinned one and the other, which may be of one step
                <div key={place} className="flex min-w-0 flex-col gap-1">
                  <p className="text-sm font-medium tabular">
                    {t(place === 0 ? 'compare.pinned' : 'compare.other', { iteration: preview.iteration })}
                  </p>
                  <PreviewPicture run={run} place={preview} stacked />
                  <ShownLegend run={run} place={preview} />
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
