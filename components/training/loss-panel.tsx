'use client';
/** How the error of both decoders falls: the raw line faint, the smoothed one in front. */
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { type ChartLine, LineChart } from '#components/charts/line-chart.tsx';
import { useUnits } from '#components/i18n/use-units.ts';
import { Card, Section } from '#components/ui/card.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { useStoredNumber } from '#components/ui/use-stored-number.ts';
import type { RunView } from '#core/contract/run.ts';
import { smooth } from './smoothing.ts';
import { useLosses } from './use-runs.ts';

const chartHeightPx = 240;

export function LossPanel({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  const { data } = useLosses(run.id);
  const points = data?.points ?? [];
  const [scale, setScale] = useState<'linear' | 'log'>('log');
  const [weight, setWeight] = useStoredNumber('understudy-loss-smoothing', 0.9);
  const [hoverAt, setHoverAt] = useState<number | null>(null);
  const x = useMemo(() => points.map((point) => point.iteration), [points]);
  const lines = useMemo(() => {
    const side = (name: string, token: string, values: number[]): ChartLine[] => [
      { label: `${name} raw`, token, values, faint: true },
      { label: name, token, values: smooth(values, weight) },
    ];
    return [
      ...side(
        run.personA.name,
        '--side-a',
        points.map((point) => point.a),
      ),
      ...side(
        run.personB.name,
        '--side-b',
        points.map((point) => point.b),
      ),
    ];
  }, [points, weight, run.personA.name, run.personB.name]);
  const hovered = hoverAt === null ? points.at(-1) : points.find((point) => point.iteration === hoverAt);
  return (
    <Section
      title={t('loss')}
      description={t('lossText')}
      actions={
        <Segmented
          label={t('axis')}
          value={scale}
          onChange={setScale}
          choices={[
            { value: 'log', label: t('log') },
            { value: 'linear', label: t('linear') },
          ]}
        />
      }
    >
      <Card className="flex flex-col gap-2 p-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 text-xs text-ink-2 tabular">
          <Legend run={run} point={hovered} />
          <div className="flex items-center gap-2">
            {t('smoothing')}
            <Slider
              label={t('smoothing')}
              value={weight}
              onChange={setWeight}
              min={0}
              max={0.99}
              step={0.01}
              className="w-24"
            />
          </div>
        </div>
        {points.length > 1 ? (
          <LineChart
            x={x}
            lines={lines}
            logarithmic={scale === 'log'}
            heightPx={chartHeightPx}
            label={t('lossChart', { count: points.length })}
            formatX={(value) => units.number(value)}
            formatY={(value) => units.number(value, value < 0.01 ? 4 : value < 0.1 ? 3 : 2)}
            onHover={setHoverAt}
          />
        ) : (
          <p className="flex items-center justify-center text-sm text-ink-2" style={{ height: chartHeightPx }}>
            {t('noLoss')}
          </p>
        )}
      </Card>
    </Section>
  );
}

function Legend({ run, point }: { run: RunView; point: { iteration: number; a: number; b: number } | undefined }) {
  const t = useTranslations('training');
  const units = useUnits();
  const entry = (name: string, token: string, value: number | undefined) => (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`h-0.5 w-3 ${token}`} />
      {name} {value !== undefined && <span className="text-ink">{units.number(value, 4)}</span>}
    </span>
  );
  return (
    <div className="flex flex-wrap gap-x-4">
      {entry(run.personA.name, 'bg-side-a', point?.a)}
      {entry(run.personB.name, 'bg-side-b', point?.b)}
      {point && <span>{t('atIteration', { iteration: point.iteration })}</span>}
    </div>
  );
}
