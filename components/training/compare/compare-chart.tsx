'use client';
/** The curves of several runs in one chart: a colour a run; person A in a whole line, person B in a dashed one. */
import { useQueries } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { type ChartLine, type ChartRange, LineChart } from '#components/charts/line-chart.tsx';
import { useUnits } from '#components/i18n/use-units.ts';
import { type ChartData, joined } from '#components/training/curve-lines.ts';
import { smooth } from '#components/training/smoothing.ts';
import { curveQueryOf } from '#components/training/use-runs.ts';
import { Card } from '#components/ui/card.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { useStoredNumber } from '#components/ui/use-stored-number.ts';
import type { Curve } from '#core/contract/curve.ts';
import type { RunView } from '#core/contract/run.ts';

const chartHeightPx = 340;

/** Distinct in both themes. */
export const runTokens = ['--side-a', '--side-b', '--good', '--bad', '--warn', '--ink-2'] as const;
const measures = ['loss', 'ssimError', 'l1'] as const;
type Measure = (typeof measures)[number];
type Along = 'iterations' | 'minutes';

export function CompareChart({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations('training');
  const units = useUnits();
  const curves = useQueries({ queries: runs.map((run) => curveQueryOf(run.id)) });
  const [measure, setMeasure] = useState<Measure>('loss');
  const [along, setAlong] = useState<Along>('iterations');
  const [weight, setWeight] = useStoredNumber('understudy-loss-smoothing', 0.9);
  const [range, setRange] = useState<ChartRange | null>(null);
  const data = curves.map((query) => query.data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list each time, of the same curves
  const { x, lines } = useMemo(
    () => joined(data.flatMap((curve, place) => (curve ? [runLines(curve, { place, measure, along, weight })] : []))),
    [...data, data.length, measure, along, weight],
  );
  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-ink-2">
        <Segmented
          label={t('compareRuns.measure')}
          value={measure}
          onChange={setMeasure}
          choices={measures.map((value) => ({ value, label: t(`compareRuns.measures.${value}`) }))}
        />
        <Segmented
          label={t('compareRuns.along')}
          value={along}
          onChange={(next) => {
            setAlong(next);
            setRange(null);
          }}
          choices={(['iterations', 'minutes'] as const).map((value) => ({ value, label: t(`compareRuns.${value}`) }))}
        />
        <div className="ml-auto flex items-center gap-2">
          {t('smoothing')}
          <Slider
            label={t('smoothing')}
            value={weight}
            onChange={setWeight}
            min={0}
            max={0.999}
            step={0.001}
            className="w-28"
          />
        </div>
      </div>
      {x.length > 1 ? (
        <LineChart
          x={x}
          lines={lines}
          logarithmic={measure === 'loss'}
          heightPx={chartHeightPx}
          range={range}
          onRange={setRange}
          label={t('compareRuns.chart', { count: runs.length })}
          formatX={(value) => units.number(value, along === 'minutes' && value < 10 ? 1 : 0)}
          formatY={(value) => units.number(value, value < 0.1 ? 3 : 2)}
        />
      ) : (
        <p className="flex items-center justify-center text-sm text-ink-2" style={{ height: chartHeightPx }}>
          {t('compareRuns.nothing')}
        </p>
      )}
    </Card>
  );
}

interface RunLook {
  readonly place: number;
  readonly measure: Measure;
  readonly along: Along;
  readonly weight: number;
}

const runLines = (curve: Curve, { place, measure, along, weight }: RunLook): ChartData => {
  const line = (side: 'a' | 'b', values: readonly (number | null)[]): ChartLine => ({
    label: `${place} ${side}`,
    token: runTokens[place % runTokens.length] as string,
    values,
    dashed: side === 'b',
    dots: measure !== 'loss',
  });
  const xOf = (point: { iteration: number; trainedSeconds: number }) =>
    along === 'iterations' ? point.iteration : point.trainedSeconds / 60;
  if (measure === 'loss') {
    const { iterations, trainedSeconds, counts, values } = curve.buckets;
    const smoothed = (side: 'a' | 'b') => smooth({ means: values[side].mean, counts }, weight).values;
    return {
      x: iterations.map((iteration, index) => xOf({ iteration, trainedSeconds: trainedSeconds[index] ?? 0 })),
      lines: [line('a', smoothed('a')), line('b', smoothed('b'))],
    };
  }
  return {
    x: curve.validation.map(xOf),
    lines: (['a', 'b'] as const).map((side) =>
      line(
        side,
        curve.validation.map((point) => point[side][measure]),
      ),
    ),
  };
};
