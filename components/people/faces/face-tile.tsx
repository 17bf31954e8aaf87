'use client';
/** One face in the grid: its picture, and marks for selected, rejected and somebody else. */
import { Check, UserX, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { FaceRow } from '#core/contract/face.ts';

interface Props {
  face: FaceRow;
  column: number;
  sizePx: number;
  selected: boolean;
  focused: boolean;
}

export const FaceTile = memo(function FaceTile({ face, column, sizePx, selected, focused }: Props) {
  const t = useTranslations('faces');
  const units = useUnits();
  return (
    // biome-ignore lint/a11y/useSemanticElements: cells of a grid that is no table
    <div
      id={`face-${face.id}`}
      role="gridcell"
      tabIndex={-1}
      aria-colindex={column}
      aria-selected={selected}
      aria-label={t('tile', {
        state: t(`state.${face.state}`),
        time: units.clock(face.timeSeconds),
        likeness: units.number(face.likeness, 2),
      })}
      data-face={face.id}
      data-state={face.state}
      className={classNames(
        'relative overflow-hidden rounded-sm bg-hover',
        focused && 'outline-2 outline-offset-1 outline-ink-3 group-focus/grid:outline-ink',
      )}
      style={{ width: sizePx, height: sizePx }}
    >
      {/* biome-ignore lint/performance/noImgElement: crops come from the studio's own server in their final size */}
      <img
        src={mediaUrls.face(face.id)}
        alt=""
        draggable={false}
        decoding="async"
        className={classNames(
          'size-full object-cover',
          face.state === 'rejected' && 'opacity-30 grayscale',
          face.state === 'other' && 'opacity-55',
        )}
      />
      {selected && <span aria-hidden className="absolute inset-0 ring-3 ring-accent ring-inset" />}
      {selected && (
        <span aria-hidden className="absolute top-1.5 left-1.5 rounded-full bg-accent p-0.5 text-on-accent">
          <Check className="size-3" strokeWidth={3} />
        </span>
      )}
      {face.state !== 'kept' && (
        <span aria-hidden className="absolute right-1.5 bottom-1.5 rounded-full bg-black/65 p-0.5 text-white">
          {face.state === 'rejected' ? <X className="size-3" /> : <UserX className="size-3" />}
        </span>
      )}
    </div>
  );
});
