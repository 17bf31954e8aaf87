'use client';
/** The side panel for the face in focus, or what to do to fill it. */
import { MousePointerClick } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ClipView } from '#core/contract/clip.ts';
import type { FaceState } from '#core/contract/face.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import type { RowStore } from './data/row-store.ts';
import type { FaceView } from './face-view.ts';
import { FacePanel, type PanelPicture } from './panel/face-panel.tsx';
import { useFaceRow } from './panel/use-face-shape.ts';

interface Props {
  rows: RowStore;
  faceId: string | null;
  stateThrough: (id: string) => FaceState | undefined;
  clips: readonly ClipView[];
  picture: PanelPicture;
  onPicture: (picture: PanelPicture) => void;
  view: FaceView;
  onGo: (view: FaceView) => void;
  onEdit: (edit: FaceEdit) => void;
}

export function FaceSide({ rows, faceId, stateThrough, clips, ...rest }: Props) {
  const t = useTranslations('facePanel');
  const row = useFaceRow(rows, faceId);
  if (!row)
    return (
      <div className="flex flex-col items-center gap-2 px-4 py-16 text-center text-xs text-ink-2">
        <MousePointerClick aria-hidden className="size-6 text-ink-3" strokeWidth={1.5} />
        <p className="text-pretty">{t('nothing')}</p>
      </div>
    );
  const clip = clips.find(({ id }) => id === row.clipId);
  return <FacePanel row={row} state={stateThrough(row.id) ?? row.state} clip={clip} {...rest} />;
}
