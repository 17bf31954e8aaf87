'use client';
/** What is done to a run's faces, in words, for the list of its settings. */
import { useTranslations } from 'next-intl';
import type { Augmentation } from '#core/contract/augmentation.ts';
import { augmentationKinds } from '#core/contract/augmentation.ts';

export const useAugmentationFact = (augmentation: Augmentation): { name: string; value: string } => {
  const t = useTranslations('augmentation');
  const parts = augmentationKinds.flatMap((kind) => {
    const chosen = augmentation[kind];
    if (chosen.chance === 0) return [];
    const amount = 'amount' in chosen && chosen.amount !== 1 ? ` × ${chosen.amount}` : '';
    return `${t(`kind.${kind}`)} ${Math.round(100 * chosen.chance)} %${amount}`;
  });
  return { name: t('title'), value: parts.length > 0 ? parts.join(' · ') : t('none') };
};
