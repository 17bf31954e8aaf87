'use client';
/** Everything of the face in focus: its crop, its frame with box and landmarks, the clip at that place, its measures, what belongs to it. */
import { CopyCheck, Fingerprint, Route, ScanSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { type FaceView, likeThese, onlyThese } from '#components/people/faces/face-view.ts';
import { FixButton } from '#components/people/faces/fix/fix-button.tsx';
import { metricGroups, useMetricWords } from '#components/people/faces/use-metric-words.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import type { FaceRow, FaceState } from '#core/contract/face.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import { ClipPlayer, canPlay } from './clip-player.tsx';
import { FaceStill } from './face-still.tsx';

export type PanelPicture = 'close' | 'frame' | 'clip';

interface Props {
  row: FaceRow;
  state: FaceState;
  clip: ClipView | undefined;
  picture: PanelPicture;
  onPicture: (picture: PanelPicture) => void;
  view: FaceView;
  onGo: (view: FaceView) => void;
  onEdit: (edit: FaceEdit) => void;
}

const tones: Record<FaceState, Tone> = { kept: 'good', unsure: 'warn', other: 'neutral', rejected: 'bad' };

export function FacePanel(props: Props) {
  const { row, state, clip, picture, onPicture } = props;
  const t = useTranslations('facePanel');
  const units = useUnits();
  const shown = picture === 'clip' && clip && !canPlay(clip) ? 'frame' : picture;
  return (
    <div className="flex flex-col gap-4 pb-4">
      <div className="flex items-start gap-3">
        {/* biome-ignore lint/performance/noImgElement: crops come from the studio's own server */}
        <img
          src={mediaUrls.face(row.id, row.pictureVersion)}
          alt={t('crop')}
          className="size-28 shrink-0 rounded-md bg-hover object-cover"
        />
        <div className="flex min-w-0 flex-col items-start gap-1 text-xs text-ink-2">
          <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
          <p className="line-clamp-2 font-medium text-ink wrap-anywhere">{clip?.name}</p>
          <p className="tabular">
            {t('at', { time: units.clock(row.timeSeconds), frame: units.number(row.frameIndex) })}
          </p>
          {row.twinOf && <p>{t('isTwin')}</p>}
          {row.edited && <p>{t('edited')}</p>}
        </div>
      </div>
      {clip && (
        <div className="flex flex-col gap-2">
          <Segmented<PanelPicture>
            label={t('picture')}
            value={shown}
            onChange={onPicture}
            choices={[
              { value: 'close', label: t('pictures.close') },
              { value: 'frame', label: t('pictures.frame') },
              { value: 'clip', label: t('pictures.clip'), disabled: !canPlay(clip) },
            ]}
          />
          {shown === 'clip' ? (
            <div className="aspect-video">
              <ClipPlayer clip={clip} timeSeconds={row.timeSeconds} />
            </div>
          ) : (
            <FaceStill row={row} clip={clip} close={shown === 'close'} />
          )}
        </div>
      )}
      <Links {...props} />
      {clip && <FixButton row={row} clip={clip} onEdit={props.onEdit} />}
      <Measures row={row} />
    </div>
  );
}

function Links({ row, view, onGo }: Props) {
  const t = useTranslations('facePanel');
  return (
    <div className="grid grid-cols-2 gap-1.5">
      <Button size="small" onClick={() => onGo(likeThese(view, [row.id]))}>
        <ScanSearch aria-hidden />
        {t('like')}
      </Button>
      <Button size="small" onClick={() => onGo(onlyThese({ track: { clipId: row.clipId, number: row.track } }))}>
        <Route aria-hidden />
        {t('track')}
      </Button>
      <Button size="small" onClick={() => onGo(onlyThese({ twinsOf: row.twinOf ?? row.id }))}>
        <CopyCheck aria-hidden />
        {t('twins')}
      </Button>
      <Button
        size="small"
        disabled={row.clusterId === null}
        onClick={() => onGo(onlyThese({ clusterId: row.clusterId }))}
      >
        <Fingerprint aria-hidden />
        {t('cluster')}
      </Button>
    </div>
  );
}

function Measures({ row }: { row: FaceRow }) {
  const t = useTranslations('facePanel');
  const words = useMetricWords();
  const metrics = Object.values(metricGroups).flat();
  return (
    <section aria-label={t('measures')}>
      <Facts
        className="gap-y-1 text-xs"
        facts={metrics.map((metric) => ({ name: words.name(metric), value: words.whole(metric, row[metric]) }))}
      />
    </section>
  );
}
