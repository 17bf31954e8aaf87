'use client';
/** Asks how densely to look for faces, and says what comes of it. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import { useExtractFaces } from './use-clips.ts';

const rates = ['1', '2', '5', '10', 'all'] as const;
type Rate = (typeof rates)[number];

interface Props {
  clip: ClipView;
  open: boolean;
  onClose: () => void;
}

export function ExtractDialog({ clip, open, onClose }: Props) {
  const t = useTranslations('clips');
  const units = useUnits();
  const [rate, setRate] = useState<Rate>('5');
  const extract = useExtractFaces(clip.id);
  const perSecond = rate === 'all' ? null : Number(rate);
  const frames =
    clip.facts &&
    Math.min(clip.facts.frameCount, Math.ceil(clip.facts.durationSeconds * (perSecond ?? Number.POSITIVE_INFINITY)));
  const again = clip.faces.kept + clip.faces.rejected + clip.faces.other > 0;
  return (
    <Dialog open={open} onOpenChange={onClose} title={t('extractTitle')} description={t('extractText')}>
      <div className="flex flex-col gap-4">
        <Segmented
          label={t('rateLabel')}
          value={rate}
          onChange={setRate}
          choices={rates.map((value) => ({
            value,
            label: value === 'all' ? t('everyFrame') : t('perSecond', { rate: value }),
          }))}
          className="self-start"
        />
        <p className="text-sm text-ink-2 tabular">
          {frames !== null && t('framesLookedAt', { frames: units.number(frames) })} {again && t('extractReplaces')}
        </p>
        {extract.error && <Problem error={extract.error} />}
        <Button
          look="primary"
          className="self-end"
          disabled={extract.isPending}
          onClick={() => extract.mutate({ ...clip.sampling, samplesPerSecond: perSecond }, { onSuccess: onClose })}
        >
          {t('extract')}
        </Button>
      </div>
    </Dialog>
  );
}
