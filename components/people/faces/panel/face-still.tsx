'use client';
/** The frame a face was found in, whole or close, with what was found drawn over it. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { FaceRow } from '#core/contract/face.ts';
import { type DrawingPart, drawingParts, FaceDrawing } from './face-drawing.tsx';
import { around, FrameView } from './frame-view.tsx';
import { useFaceShape } from './use-face-shape.ts';

/** A whole frame in the panel needs no more than this, also on a fine screen. */
const wholePx = 960;
const closePx = 1920;

export function FaceStill({ row, clip, close }: { row: FaceRow; clip: ClipView; close: boolean }) {
  const t = useTranslations('facePanel');
  const shape = useFaceShape(row);
  const [parts, setParts] = useState<ReadonlySet<DrawingPart>>(new Set(['box', 'landmarks']));
  const [failedSrc, setFailedSrc] = useState('');
  const size = { width: clip.facts?.width ?? 0, height: clip.facts?.height ?? 0 };
  const src = mediaUrls.frame(clip.id, row.frameIndex, Math.min(size.width, close ? closePx : wholePx));
  const aspect = size.width / size.height;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="max-h-72" style={{ aspectRatio: close ? 1 : aspect }}>
        {failedSrc === src || !(size.width > 0) ? (
          <p className="grid size-full place-items-center rounded-md bg-stage p-4 text-center text-xs text-ink-2">
            {t('noFrame')}
          </p>
        ) : (
          <FrameView
            src={src}
            {...size}
            view={close && shape ? around(shape.box, 1) : null}
            label={t('frame', { frame: row.frameIndex })}
            onFailed={() => setFailedSrc(src)}
          >
            {shape && <FaceDrawing shape={shape} parts={parts} />}
          </FrameView>
        )}
      </div>
      <fieldset aria-label={t('drawn')} className="flex gap-1">
        {drawingParts.map((part) => (
          <button
            key={part}
            type="button"
            aria-pressed={parts.has(part)}
            onClick={() =>
              setParts(new Set(parts.has(part) ? [...parts].filter((other) => other !== part) : [...parts, part]))
            }
            className={classNames(
              'h-6 rounded-sm px-2 text-2xs font-medium',
              parts.has(part) ? 'bg-accent-soft text-accent-text' : 'text-ink-3 hover:bg-hover',
            )}
          >
            {t(`parts.${part}`)}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
