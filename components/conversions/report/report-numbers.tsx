'use client';
/** Every measure with its mean, its worst value and what it means; the one chosen is drawn along the clip. */
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { type ConversionReport, type ReportMeasure, reportMeasures } from '#core/contract/conversion-report.ts';
import { useMeasureWords } from './use-measure-words.ts';

interface Props {
  report: ConversionReport;
  chosen: ReportMeasure;
  onChoose: (measure: ReportMeasure) => void;
}

/** Drawn anew only where what it shows changes, not with every frame of the player. */
export const ReportNumbers = memo(function ReportNumbers({ report, chosen, onChoose }: Props) {
  const t = useTranslations('conversionReport');
  return (
    <ul aria-label={t('measures')} className="grid grid-cols-1 gap-2 sm:grid-cols-2 xl:grid-cols-4">
      {reportMeasures.map((measure) => (
        <li key={measure} className="flex">
          <button
            type="button"
            aria-pressed={measure === chosen}
            disabled={report.measures[measure] === null}
            onClick={() => onChoose(measure)}
            className={classNames(
              'flex w-full flex-col gap-1 rounded-lg border bg-surface p-3 text-left hover:bg-hover disabled:pointer-events-none',
              measure === chosen && 'border-accent bg-accent-soft hover:bg-accent-soft',
            )}
          >
            <span className="text-xs font-medium text-ink-2">{t(`names.${measure}`)}</span>
            <Values report={report} measure={measure} />
            <span className="text-xs text-pretty text-ink-2">{t(`help.${measure}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
});

function Values({ report, measure }: Pick<Props, 'report'> & { measure: ReportMeasure }) {
  const t = useTranslations('conversionReport');
  const words = useMeasureWords();
  const measured = report.measures[measure];
  if (!measured) return <span className="text-sm text-ink-3">{t('unmeasured')}</span>;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 tabular">
      <span className="text-lg font-semibold">{words.value(measure, measured.mean)}</span>
      <span className="text-xs text-ink-2">{t('worst', { value: words.value(measure, measured.worst) })}</span>
    </span>
  );
}
