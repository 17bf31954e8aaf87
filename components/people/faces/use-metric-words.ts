'use client';
/** What a measure is called, and its values in words: short for a filter, whole for a face. */
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import type { FaceMetric } from '#core/contract/face-query.ts';

export interface MetricWords {
  name: (metric: FaceMetric) => string;
  help: (metric: FaceMetric) => string;
  /** "-12°", "83 %". */
  short: (metric: FaceMetric, value: number) => string;
  /** "12° to the left". */
  whole: (metric: FaceMetric, value: number) => string;
}

export const metricGroups = {
  quality: ['likeness', 'sharpness', 'sizePx', 'score', 'covered', 'exposure'],
  pose: ['yaw', 'pitch', 'roll'],
  expression: ['eyes', 'mouth'],
  light: ['lightX', 'lightY'],
} as const satisfies Record<string, readonly FaceMetric[]>;

type Unit = 'number' | 'whole' | 'px' | 'share' | 'degrees';

const units: Record<FaceMetric, Unit> = {
  likeness: 'number',
  sharpness: 'whole',
  sizePx: 'px',
  score: 'share',
  exposure: 'share',
  covered: 'share',
  yaw: 'degrees',
  pitch: 'degrees',
  roll: 'degrees',
  eyes: 'number',
  mouth: 'number',
  lightX: 'number',
  lightY: 'number',
};

/** Nearer to zero than this there is no side to name. */
const straight: Partial<Record<FaceMetric, number>> = { yaw: 0.5, pitch: 0.5, roll: 0.5, lightX: 0.05, lightY: 0.05 };

export function useMetricWords(): MetricWords {
  const t = useTranslations('faceMetrics');
  const { number } = useUnits();
  return useMemo(() => {
    const short = (metric: FaceMetric, value: number): string => {
      const unit = units[metric];
      if (unit === 'px') return `${number(value)} px`;
      if (unit === 'share') return `${number(value * 100)} %`;
      if (unit === 'degrees') return `${number(value)}°`;
      return number(value, unit === 'whole' ? 0 : 2);
    };
    return {
      name: (metric) => t(`name.${metric}`),
      help: (metric) => t(`help.${metric}`),
      short,
      whole: (metric, value) => {
        const limit = straight[metric];
        if (limit === undefined) return short(metric, value);
        const side = Math.abs(value) < limit ? 'none' : value > 0 ? 'more' : 'less';
        return t(`side.${metric as 'yaw' | 'pitch' | 'roll' | 'lightX' | 'lightY'}.${side}`, {
          value: short(metric, Math.abs(value)),
        });
      },
    };
  }, [t, number]);
}
