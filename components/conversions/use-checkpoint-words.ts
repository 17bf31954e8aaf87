'use client';
/** A saved state in words: where it was saved, what it is called, whether it is the best. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import type { UsedCheckpoint } from '#core/contract/conversion.ts';

type Described = Pick<UsedCheckpoint, 'name' | 'isBest'> & { iteration: number };

export function useCheckpointWords(): (checkpoint: Described) => string {
  const t = useTranslations('conversions');
  const units = useUnits();
  return ({ iteration, name, isBest }) =>
    [t('atIteration', { iteration: units.number(iteration) }), name, isBest && t('best')].filter(Boolean).join(', ');
}
