'use client';
/** The frame under the cursor as the conversion would draw it, beside the settings that are being chosen; three seconds of it. */
import { Eye, Film } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useHold } from '#components/conversions/player/use-hold.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Slider } from '#components/ui/slider.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import type { CreateConversion } from '#core/contract/conversion.ts';
import { TrialClip } from './trial-clip.tsx';
import { TrialPicture } from './trial-picture.tsx';
import { useTrial } from './use-trial.ts';

interface Props {
  clip: ClipView;
  request: CreateConversion;
}

export function TrialPanel({ clip, request }: Props) {
  const t = useTranslations('trial');
  const units = useUnits();
  const { frameRate = 25, frameCount = 1 } = clip.facts ?? {};
  const [frame, setFrame] = useState(Math.floor(frameCount / 2));
  const [view, setView] = useState<'face' | 'frame'>('face');
  const frameIndex = Math.min(frame, frameCount - 1);
  const trial = useTrial({ ...request, frameIndex, closeUp: view === 'face' });
  const { held, hold } = useHold();
  const seconds = frameIndex / frameRate;
  return (
    <section aria-label={t('title')} className="contents gap-3 lg:flex lg:flex-col">
      {/* In one column the picture stays in sight above the settings. */}
      <div className="max-lg:sticky max-lg:top-0 max-lg:z-10 max-lg:order-first max-lg:-mx-5 max-lg:bg-surface max-lg:px-5 max-lg:pb-2">
        <TrialPicture trial={trial} isOriginal={held} />
      </div>
      {trial.error !== null && <Problem error={trial.error} />}
      <Slider
        label={t('frame')}
        value={frameIndex}
        onChange={setFrame}
        min={0}
        max={Math.max(1, frameCount - 1)}
        valueText={units.clock(seconds)}
      />
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-sm text-ink-2 tabular">{units.clock(seconds)}</span>
        <Segmented
          label={t('view')}
          value={view}
          onChange={setView}
          choices={[
            { value: 'face', label: t('face') },
            { value: 'frame', label: t('whole') },
          ]}
          className="ml-auto"
        />
        <Button
          onPointerDown={hold}
          onKeyDown={({ key }) => {
            if (key === ' ' || key === 'Enter') hold();
          }}
        >
          <Eye aria-hidden />
          {t('hold')}
        </Button>
      </div>
      <TrialClip request={request} aroundSeconds={seconds} durationSeconds={clip.facts?.durationSeconds ?? 0}>
        <Film aria-hidden />
        {t('clip')}
      </TrialClip>
    </section>
  );
}
