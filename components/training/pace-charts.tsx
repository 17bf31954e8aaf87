'use client';
/** Beside the loss, smaller: learning rate, faces a second, and how long the engine waited for data. */
import { useTranslations } from 'next-intl';
import { type ComponentProps, useMemo } from 'react';
import { LineChart } from '#components/charts/line-chart.tsx';
import { useUnits } from '#components/i18n/use-units.ts';
import { Card } from '#components/ui/card.tsx';
import type { Curve, CurveName } from '#core/contract/curve.ts';
import { curveLines } from './curve-lines.ts';

const chartHeightPx = 110;

interface Props {
  curve: Curve;
  part: Curve | null;
  hoverAt: number | null;
  shared: Pick<ComponentProps<typeof LineChart>, 'range' | 'markAt' | 'syncName' | 'onHover' | 'onRange' | 'formatX'>;
}

export function PaceCharts(props: Props) {
  const units = useUnits();
  return (
    <div className="grid grid-cols-1 gap-4 md:grid-cols-3">
      <PaceChart {...props} name="learningRate" format={(value) => value.toPrecision(2)} />
      <PaceChart {...props} name="imagesPerSecond" format={(value) => units.number(value, value < 10 ? 1 : 0)} />
      <PaceChart {...props} name="waitingShare" format={(value) => `${units.number(value * 100, 1)} %`} />
    </div>
  );
}

type Pace = Exclude<CurveName, 'a' | 'b'>;

function PaceChart({
  name,
  format,
  curve,
  part,
  hoverAt,
  shared,
}: Props & { name: Pace; format: (value: number) => string }) {
  const t = useTranslations('training');
  const label = t(`pace.${name}`);
  const { x, lines } = useMemo(
    () =>
      curveLines({
        curve: { ...curve, left: [] },
        part: part && { ...part, left: [] },
        looks: [{ name, label, token: '--ink-2' }],
        smoothing: 0,
      }),
    [curve, part, name, label],
  );
  const line = lines.at(-1)?.values ?? [];
  if (line.every((value) => value === null)) return null;
  const value = hoverAt === null ? line.at(-1) : line[x.indexOf(hoverAt)];
  return (
    <Card className="flex min-w-0 flex-col gap-1 p-3">
      <p className="flex justify-between gap-2 text-xs text-ink-2 tabular">
        <span className="truncate">{label}</span>
        <span className="text-ink">{value == null ? '' : format(value)}</span>
      </p>
      <LineChart
        {...shared}
        x={x}
        lines={lines}
        logarithmic={false}
        heightPx={chartHeightPx}
        label={label}
        formatY={format}
      />
    </Card>
  );
}
