'use client';
/** How many are shown and selected, and the measures of the face that has the focus. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { FaceRow } from '#core/contract/face.ts';
import type { Selection } from './selection.ts';

interface Props {
  faces: readonly FaceRow[];
  selection: Selection;
  clips: readonly ClipView[];
}

export function FaceStatus({ faces, selection, clips }: Props) {
  const t = useTranslations('faces');
  const units = useUnits();
  const focused = faces.find((face) => face.id === selection.focus);
  const seen = faces.reduce((count, face) => count + (selection.selected.has(face.id) ? 1 : 0), 0);
  const hidden = selection.selected.size - seen;
  return (
    <div className="flex min-h-5 flex-wrap justify-between gap-x-6 text-xs text-ink-2 tabular">
      <p role="status">
        {t('shown', { count: faces.length })}
        {selection.selected.size > 0 && ` · ${t('selected', { count: selection.selected.size })}`}
        {hidden > 0 && ` ${t('notShown', { count: hidden })}`}
      </p>
      {focused ? (
        <p className="truncate">
          {[
            clips.find((clip) => clip.id === focused.clipId)?.name,
            t('at', { time: units.clock(focused.timeSeconds), frame: focused.frameIndex }),
            t('likeness', { value: units.number(focused.likeness, 2) }),
            t('sharpness', { value: units.number(focused.sharpness) }),
            t('size', { value: units.number(focused.sizePx) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      ) : (
        <p className="hidden sm:block">{t('hint')}</p>
      )}
    </div>
  );
}
