'use client';
/** A job's progress in words: "Finding faces · 120 of 482 frames · 24.1/s · 15 s left". */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import type { JobProgress, JobView } from '#core/contract/jobs.ts';

export const progressShare = (progress: JobProgress | null): number | null =>
  progress?.total ? Math.min(1, progress.done / progress.total) : null;

export function useProgressWords(): (job: JobView) => { stage: string; amount: string; pace: string } {
  const t = useTranslations('jobs');
  const units = useUnits();
  return ({ state, progress }) => {
    if (state === 'queued' || !progress) return { stage: t(`state.${state}`), amount: '', pace: '' };
    const { done, total, unit, rate, etaSeconds } = progress;
    const count = (value: number) => (unit === 'bytes' ? units.bytes(value) : units.number(value));
    return {
      stage: state === 'paused' ? t('state.paused') : t(`stage.${progress.stage}`),
      amount:
        total === null
          ? t('amountOpen', { done: count(done), unit: t(`unit.${unit}`) })
          : t('amount', { done: count(done), total: count(total), unit: t(`unit.${unit}`) }),
      pace: [
        rate !== null &&
          rate > 0 &&
          (unit === 'bytes' ? `${units.bytes(rate)}/s` : `${units.number(rate, rate < 100 ? 1 : 0)}/s`),
        etaSeconds !== null && t('left', { time: units.span(etaSeconds) }),
      ]
        .filter(Boolean)
        .join(' · '),
    };
  };
}
