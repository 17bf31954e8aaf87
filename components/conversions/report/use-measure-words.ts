'use client';
/** Values of a report with their units. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import type { ConversionReport, ReportMeasure } from '#core/contract/conversion-report.ts';
import { reportLooks } from './report-looks.ts';

export interface MeasureWords {
  value: (measure: ReportMeasure, value: number) => string;
  /** What the whole height of a strip stands for. */
  top: (report: ConversionReport, measure: ReportMeasure) => string;
}

export function useMeasureWords(): MeasureWords {
  const t = useTranslations('conversionReport');
  const units = useUnits();
  const value: MeasureWords['value'] = (measure, number) => {
    const { factor, digits } = reportLooks[measure];
    return t(`values.${measure}`, { value: units.number(number * factor, digits) });
  };
  return {
    value,
    top: (report, measure) =>
      value(measure, Math.max(report.measures[measure]?.worst ?? 0, reportLooks[measure].leastTop)),
  };
}
