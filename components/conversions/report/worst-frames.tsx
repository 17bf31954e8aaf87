'use client';
/** The worst frames of a measure: original face and new one beside each other. A click shows the frame in the player. */
import { useTranslations } from 'next-intl';
import { memo } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import type { ConversionReport, ReportMeasure } from '#core/contract/conversion-report.ts';
import { middleOfFrame } from './report-looks.ts';
import { useMeasureWords } from './use-measure-words.ts';

interface Props {
  report: ConversionReport;
  measure: ReportMeasure;
  conversionId: string;
  /** Place in the report's people. */
  person: number;
  onShow: (timeSeconds: number) => void;
}

/** Drawn anew only where what it shows changes, not with every frame of the player. */
export const WorstFrames = memo(function WorstFrames({ report, measure, conversionId, person, onShow }: Props) {
  const t = useTranslations('conversionReport');
  const units = useUnits();
  const words = useMeasureWords();
  const moments = report.measures[measure]?.moments ?? [];
  if (moments.length === 0) return null;
  return (
    <ul aria-label={t('worstFrames')} className="grid grid-cols-2 gap-2 lg:grid-cols-4">
      {moments.map(({ frame, seconds, value }) => (
        <li key={frame}>
          <button
            type="button"
            onClick={() => onShow(middleOfFrame(report, seconds))}
            className="flex w-full flex-col overflow-hidden rounded-lg border bg-surface text-left hover:bg-hover"
          >
            {/* biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size */}
            <img
              src={mediaUrls.worstFrame(conversionId, frame, person)}
              alt={t('worstAlt', { time: units.clock(seconds) })}
              width={384}
              height={192}
              className="aspect-[2/1] w-full object-cover"
            />
            <span className="flex flex-wrap justify-between gap-x-2 px-2 py-1 text-xs tabular">
              <span>{t('atTime', { time: units.clock(seconds), frame: units.number(frame) })}</span>
              <span className="text-ink-2">{words.value(measure, value)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
});
