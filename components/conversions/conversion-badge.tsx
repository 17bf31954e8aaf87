'use client';
/** How a conversion stands. */
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { ConversionState } from '#core/contract/conversion.ts';

const tones: Record<ConversionState, Tone> = {
  queued: 'neutral',
  running: 'accent',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
};

export function ConversionBadge({ state }: { state: ConversionState }) {
  const t = useTranslations('conversions');
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
