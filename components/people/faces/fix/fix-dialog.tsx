'use client';
/** What the finder got wrong, set right by hand: the crop, the landmarks, a face that was missed, frames that are of no use. */
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { around, FrameView } from '#components/people/faces/panel/frame-view.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import type { FaceRow, FaceShape } from '#core/contract/face.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import { BoxDrawing } from './box-drawing.tsx';
import { CropHandles } from './crop-handles.tsx';
import { FrameStepper } from './frame-stepper.tsx';
import { LandmarkHandles } from './landmark-handles.tsx';
import { type FixTool, fixTools, useFix } from './use-fix.ts';

interface Props {
  row: FaceRow;
  shape: FaceShape;
  clip: ClipView;
  onEdit: (edit: FaceEdit) => void;
  onClose: () => void;
}

export function FixDialog({ row, shape, clip, onEdit, onClose }: Props) {
  const t = useTranslations('faceFix');
  const fix = useFix({ row, shape, clip });
  const save = () => {
    if (!fix.edit) return;
    onEdit(fix.edit);
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={t('title')} description={t(`help.${fix.tool}`)} wide>
      <div className="flex flex-col gap-4">
        <Segmented<FixTool>
          label={t('tool')}
          value={fix.tool}
          onChange={fix.setTool}
          choices={fixTools.map((value) => ({ value, label: t(`tools.${value}`) }))}
          className="self-start"
        />
        <Stage fix={fix} shape={shape} clip={clip} />
        {fix.tool === 'add' && (
          <FrameStepper label={t('frame')} value={fix.frameIndex} last={fix.lastFrame} onChange={fix.setFrameIndex} />
        )}
        {fix.tool === 'exclude' && (
          <div className="flex flex-wrap gap-4">
            <FrameStepper
              label={t('firstFrame')}
              value={fix.range.first}
              last={fix.lastFrame}
              onChange={fix.setFirst}
            />
            <FrameStepper label={t('lastFrame')} value={fix.range.last} last={fix.lastFrame} onChange={fix.setLast} />
          </div>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={fix.reset} disabled={!fix.edit}>
            {t('reset')}
          </Button>
          <Button look="primary" onClick={save} disabled={!fix.edit}>
            {t(`save.${fix.tool}`)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** Frames are sent no wider than this: what a face is set by must be seen, and not more. */
const widestPx = 1920;

function Stage({ fix, shape, clip }: { fix: ReturnType<typeof useFix>; shape: FaceShape; clip: ClipView }) {
  const t = useTranslations('faceFix');
  const [width, height] = [clip.facts?.width ?? 1, clip.facts?.height ?? 1];
  const close = fix.tool === 'crop' || fix.tool === 'landmarks';
  const view = close ? around(shape.box, 1) : null;
  return (
    <div className="mx-auto max-h-[55dvh] max-w-full" style={{ aspectRatio: close ? 1 : width / height }}>
      <FrameView
        src={mediaUrls.frame(clip.id, fix.frameIndex, Math.min(width, widestPx))}
        width={width}
        height={height}
        view={view}
        label={t('picture', { frame: fix.frameIndex })}
      >
        {fix.tool === 'crop' && <CropHandles square={fix.square} onChange={fix.setSquare} />}
        {fix.tool === 'landmarks' && <LandmarkHandles mesh={fix.mesh} onChange={fix.setMesh} />}
        {fix.tool === 'add' && <BoxDrawing width={width} height={height} box={fix.box} onChange={fix.setBox} />}
      </FrameView>
    </div>
  );
}
