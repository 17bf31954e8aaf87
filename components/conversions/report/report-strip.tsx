'use client';
/** One measure along the clip, as high as it is there; hatched where no face was changed. A click goes to that place. */
import { useTranslations } from 'next-intl';
import { type MouseEvent, memo, useId } from 'react';
import type { PlayerClock } from '#components/conversions/player/compare-player.tsx';
import type { ConversionReport, ReportMeasure } from '#core/contract/conversion-report.ts';
import { middleOfFrame, stripBars } from './report-looks.ts';
import { useMeasureWords } from './use-measure-words.ts';

interface Props {
  report: ConversionReport;
  measure: ReportMeasure;
  clock: PlayerClock;
}

export function ReportStrip({ report, measure, clock }: Props) {
  const t = useTranslations('conversionReport');
  const words = useMeasureWords();
  const [worst] = report.measures[measure]?.moments ?? [];
  const go = (event: MouseEvent<HTMLButtonElement>) => {
    // A key has no place: it goes where there is most to see.
    if (event.detail === 0) return worst && clock.show(middleOfFrame(report, worst.seconds));
    const { left, width } = event.currentTarget.getBoundingClientRect();
    clock.seek(((event.clientX - left) / width) * clock.durationSeconds);
  };
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap justify-between gap-x-4 text-xs text-ink-2">
        <span className="font-medium">{t(`names.${measure}`)}</span>
        <span className="tabular">{t('stripTop', { top: words.top(report, measure) })}</span>
      </p>
      <button
        type="button"
        onClick={go}
        aria-label={t('stripLabel', { measure: t(`names.${measure}`) })}
        className="relative h-16 w-full overflow-hidden rounded-md border bg-surface"
      >
        <Bars report={report} measure={measure} />
        <span
          aria-hidden
          className="absolute inset-y-0 w-0.5 bg-ink"
          style={{ left: `${(100 * clock.timeSeconds) / Math.max(clock.durationSeconds, 1e-6)}%` }}
        />
      </button>
    </div>
  );
}

/** Apart from the line that moves over it with every frame shown. */
const Bars = memo(function Bars({ report, measure }: Omit<Props, 'clock'>) {
  const hatch = useId();
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${report.untouched.length} 100`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
    >
      <defs>
        <pattern id={hatch} width="100%" height="16" patternUnits="userSpaceOnUse">
          <rect width="100%" height="8" className="fill-line-strong" />
        </pattern>
      </defs>
      {report.untouched.map((share, at) =>
        share > 0 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: buckets have no other name
          <rect key={at} x={at} width={1} height={100} opacity={share} fill={`url(#${hatch})`} />
        ) : null,
      )}
      <path d={barsPath(stripBars(report, measure))} className="fill-accent" />
    </svg>
  );
});

/** A value of nothing is seen as a hair: it was measured. */
const barsPath = (bars: readonly (number | null)[]): string =>
  bars
    .map((height, at) => (height === null ? '' : `M${at} 100v${-Math.max(2, height * 100).toFixed(1)}h1V100Z`))
    .join('');
