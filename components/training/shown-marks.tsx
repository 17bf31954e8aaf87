'use client';
/** The marks that a preview has on its faces (core/autoencoder/preview-grid.ts), drawn on the page, and what they mean. */
import { useTranslations } from 'next-intl';
import { useClips } from '#components/people/clips/use-clips.ts';
import { markColours } from '#core/autoencoder/preview-grid.ts';
import type { PreviewPlace, RunView, ShownFace } from '#core/contract/run.ts';
import { shownSetIndex } from '#core/studio/shown-sets.ts';

const colour = (kind: keyof typeof markColours): string => `rgb(${markColours[kind].join(' ')})`;

const triangle = 'polygon(0 0, 100% 0, 0 100%)';

/** Over a picture of the face, in its corners. */
export function ShownMarks({ face }: { face: Omit<ShownFace, 'id'> }) {
  return (
    <>
      {face.isHeldOut && (
        <span
          aria-hidden
          className="absolute top-0 left-0 size-3"
          style={{ background: colour('heldOut'), clipPath: triangle }}
        />
      )}
      {face.isOfClip && (
        <span aria-hidden className="absolute top-0 right-0 size-2.5" style={{ background: colour('clip') }} />
      )}
    </>
  );
}

/** What the marks in one preview mean. Nothing where its faces have none. */
export function ShownLegend({ run, place }: { run: RunView; place: PreviewPlace }) {
  const t = useTranslations('training.shown');
  const { data: clips = [] } = useClips();
  const index = shownSetIndex(run.shownSets, place);
  const set = run.shownSets[index];
  if (!set) return null;
  const faces = [...set.a, ...set.b];
  const heldOut = faces.filter(({ isHeldOut }) => isHeldOut).length;
  const ofClip = faces.filter(({ isOfClip }) => isOfClip).length;
  const clipName = clips.find(({ id }) => id === set.wish.clipId)?.name ?? t('clipGone');
  const next = run.shownSets[index + 1];
  return (
    <div className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-2">
      {heldOut > 0 && (
        <span className="flex items-center gap-1.5">
          <span
            aria-hidden
            className="size-2.5 shrink-0"
            style={{ background: colour('heldOut'), clipPath: triangle }}
          />
          {t('heldOutLegend', { count: heldOut })}
        </span>
      )}
      {ofClip > 0 && (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 shrink-0" style={{ background: colour('clip') }} />
          {t('clipLegend', { count: ofClip, name: clipName })}
        </span>
      )}
      {next && <span>{t('until', { iteration: next.afterIteration })}</span>}
    </div>
  );
}
