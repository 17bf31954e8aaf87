'use client';
/**
 * One preview, cut in its two halves (core/autoencoder/preview-grid.ts): person A's faces and person B's, each in groups of three
 * columns. Side by side where there is room, else one above the other, so that faces stay large.
 */
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { classNames } from '#components/ui/class-names.ts';
import { previewGroups } from '#core/autoencoder/preview-grid.ts';
import { mostShownFaces, type PreviewPlace, type RunView } from '#core/contract/run.ts';
import { shownSetIndex } from '#core/studio/shown-sets.ts';

/** Before sets were kept as many as fit were shown, and a run needs more faces than fit in one group. */
const groupsIn = (run: RunView, place: PreviewPlace): number => {
  if (run.imported) return previewGroups(run.imported.card.facesShown);
  const set = run.shownSets[shownSetIndex(run.shownSets, place)];
  return previewGroups(set ? Math.max(set.a.length, set.b.length) : mostShownFaces);
};

interface Props {
  run: RunView;
  place: PreviewPlace;
  /** One half above the other, however much room there is. */
  stacked?: boolean;
}

export function PreviewPicture({ run, place, stacked }: Props) {
  return (
    <div className={classNames('grid grid-cols-1 gap-4', !stacked && 'lg:grid-cols-2')}>
      <Half run={run} place={place} half="a" />
      <Half run={run} place={place} half="b" />
    </div>
  );
}

function Half({ run, place, half }: { run: RunView; place: PreviewPlace; half: 'a' | 'b' }) {
  const t = useTranslations('training');
  const [own, other] = half === 'a' ? [run.personA.name, run.personB.name] : [run.personB.name, run.personA.name];
  const groups = groupsIn(run, place);
  const columns = Array.from({ length: groups }, () => [
    t('column.target'),
    t('column.as', { name: own }),
    t('column.as', { name: other }),
  ]).flat();
  return (
    <div className="min-w-0">
      <div
        aria-hidden
        className="mb-1 grid text-center text-2xs text-ink-2"
        style={{ gridTemplateColumns: `repeat(${groups * 3}, minmax(0, 1fr))` }}
      >
        {columns.map((caption, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same captions again for each group
          <span key={index} className="truncate px-0.5" title={caption}>
            {caption}
          </span>
        ))}
      </div>
      <div className="overflow-hidden rounded-lg bg-stage">
        {/* biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size */}
        <img
          src={mediaUrls.preview(run.id, place)}
          alt={t('previewAlt', { name: own, other, iteration: place.iteration })}
          data-iteration={place.iteration}
          className={half === 'a' ? 'w-[200%] max-w-none' : 'w-[200%] max-w-none -translate-x-1/2'}
        />
      </div>
    </div>
  );
}
