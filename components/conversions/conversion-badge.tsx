'use client';
/** How a conversion stands. */
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { ConversionState, ConversionView } from '#core/contract/conversion.ts';

const tones: Record<ConversionState | 'withheld', Tone> = {
  queued: 'neutral',
  running: 'accent',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
  withheld: 'warn',
};

export function ConversionBadge({ conversion }: { conversion: ConversionView }) {
  const t = useTranslations('conversions');
  const state = conversion.state === 'done' && conversion.withheld ? 'withheld' : conversion.state;
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
