'use client';
/** Small previews at even distances, oldest first: the way of the training at a glance. Each leads to its step. */
import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { classNames } from '#components/ui/class-names.ts';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { PreviewPlace, RunView } from '#core/contract/run.ts';
import { isLeft } from '#core/studio/run-branches.ts';
import { shownSetIndex } from '#core/studio/shown-sets.ts';

interface Props {
  run: RunView;
  previews: readonly PreviewPlace[];
  index: number;
  onShow: (index: number) => void;
}

const mostPictures = 14;

export function PreviewStrip({ run, previews, index, onShow }: Props) {
  const t = useTranslations('training');
  const places = evenPlaces(previews.length, mostPictures);
  const current = places.reduce((best, place) => (Math.abs(place - index) < Math.abs(best - index) ? place : best), 0);
  return (
    <ol aria-label={t('strip')} className="relative flex gap-1 overflow-x-auto pb-1">
      {places.map((place, order) => {
        const preview = previews[place] as PreviewPlace;
        const { iteration } = preview;
        const set = shownSetIndex(run.shownSets, preview);
        const before = previews[places[order - 1] ?? place] as PreviewPlace;
        const hasOtherFaces = shownSetIndex(run.shownSets, before) !== set;
        return (
          <li key={iteration} className="flex shrink-0 gap-1">
            {hasOtherFaces && <OtherFaces after={run.shownSets[set]?.afterIteration ?? 0} />}
            <button
              type="button"
              aria-label={t('atIteration', { iteration })}
              aria-current={place === current ? 'step' : undefined}
              onClick={() => onShow(place)}
              className={classNames(
                'block size-16 overflow-hidden rounded-md bg-stage outline-offset-2',
                place === current ? 'ring-2 ring-accent ring-inset' : 'opacity-75 hover:opacity-100',
                isLeft(run.branches, preview) && 'border border-dashed border-ink-3 opacity-50',
              )}
            >
              {/* biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size */}
              <img
                src={mediaUrls.previewThumbnail(run.id, preview)}
                alt=""
                loading="lazy"
                className="size-full object-cover"
              />
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** From here on previews show other faces. */
function OtherFaces({ after }: { after: number }) {
  const t = useTranslations('training.shown');
  const words = t('otherFaces', { iteration: after });
  return (
    <Tooltip text={words}>
      <span className="flex h-16 w-5 flex-col items-center justify-center gap-1 text-accent-text">
        <span aria-hidden className="w-px flex-1 bg-accent" />
        <Users aria-hidden className="size-3.5" />
        <span aria-hidden className="w-px flex-1 bg-accent" />
        <span className="sr-only">{words}</span>
      </span>
    </Tooltip>
  );
}

/** Places of at most so many, the first and the last always. Those of a growing list change seldom: steps are powers of two. */
const evenPlaces = (count: number, most: number): number[] => {
  let step = 1;
  while (Math.ceil(count / step) >= most) step *= 2;
  const places = Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
  return places.at(-1) === count - 1 ? places : [...places, count - 1];
};
