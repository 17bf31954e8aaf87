'use client';
/** How a run learns, in words, for the list of its settings. */
import { useTranslations } from 'next-intl';
import type { TrainingRecipe } from '#core/contract/training-recipe.ts';
import { lossNames } from './recipe-draft.ts';

export const useRecipeFacts = ({ optimiser, schedule, losses, clipNorm, averaging }: TrainingRecipe) => {
  const t = useTranslations('recipe');
  const { lengthIterations, lengthMinutes, warmUpIterations } = schedule;
  const length =
    lengthIterations === null ? `${lengthMinutes} ${t('unit.minutes')}` : `${lengthIterations} ${t('unit.iterations')}`;
  const parts = (words: (string | false)[]): string => words.filter(Boolean).join(' · ');
  return [
    {
      name: t('setting.optimiser'),
      value: parts([
        t(`optimiser.${optimiser.kind}`),
        optimiser.weightDecay > 0 && `${t('setting.weightDecay')} ${optimiser.weightDecay}`,
        optimiser.updateShare < 1 && `${t('setting.updateSharePercent')} ${optimiser.updateShare * 100}`,
      ]),
    },
    {
      name: t('setting.schedule'),
      value: parts([
        t(`schedule.${schedule.kind}`),
        schedule.kind !== 'constant' && length,
        warmUpIterations > 0 && `${t('setting.warmUpIterations')} ${warmUpIterations}`,
      ]),
    },
    {
      name: t('setting.losses'),
      value: parts([
        ...lossNames.filter((name) => losses[name] > 0).map((name) => `${t(`loss.${name}`)} ${losses[name]}`),
        losses.masked && t('setting.masked'),
        losses.masked && losses.outside > 0 && `${t('setting.outsidePercent')} ${losses.outside * 100}`,
      ]),
    },
    { name: t('setting.clipNorm'), value: clipNorm ?? t('none') },
    { name: t('setting.averaging'), value: averaging ?? t('none') },
  ];
};
