'use client';
/** Opens the hand work on one face, as soon as it is known where the face lies. */
import { PencilRuler } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFaceShape } from '#components/people/faces/panel/use-face-shape.ts';
import { Button } from '#components/ui/button.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import type { FaceRow } from '#core/contract/face.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import { FixDialog } from './fix-dialog.tsx';

interface Props {
  row: FaceRow;
  clip: ClipView;
  onEdit: (edit: FaceEdit) => void;
}

export function FixButton({ row, clip, onEdit }: Props) {
  const t = useTranslations('faceFix');
  const shape = useFaceShape(row);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" disabled={!shape} onClick={() => setOpen(true)} className="self-start">
        <PencilRuler aria-hidden />
        {t('open')}
      </Button>
      {open && shape && (
        <FixDialog row={row} shape={shape} clip={clip} onEdit={onEdit} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
