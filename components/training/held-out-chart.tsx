'use client';
/** The error on faces the model never trains on: what tells learning from learning by heart. */
import { useTranslations } from 'next-intl';
import { type ComponentProps, useMemo, useState } from 'react';
import { type ChartLine, LineChart } from '#components/charts/line-chart.tsx';
import { useUnits } from '#components/i18n/use-units.ts';
import { Card } from '#components/ui/card.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { Curve } from '#core/contract/curve.ts';
import type { HeldOutError, RunView, ValidationPoint } from '#core/contract/run.ts';
import { joined } from './curve-lines.ts';

const chartHeightPx = 150;

interface Props {
  run: RunView;
  curve: Pick<Curve, 'validation' | 'leftValidation'>;
  shared: Pick<ComponentProps<typeof LineChart>, 'range' | 'markAt' | 'syncName' | 'onHover' | 'onRange' | 'formatX'>;
}

export function HeldOutChart({ run, curve: { validation, leftValidation }, shared }: Props) {
  const t = useTranslations('training');
  const units = useUnits();
  const [measure, setMeasure] = useState<keyof HeldOutError>('ssimError');
  const { x, lines } = useMemo(() => {
    const chart = (points: readonly ValidationPoint[], look: Pick<ChartLine, 'dots' | 'faint' | 'dashed'>) => {
      const line = (side: 'a' | 'b', label: string): ChartLine => ({
        ...look,
        label,
        token: `--side-${side}`,
        values: points.map((point) => point[side][measure]),
      });
      const lines = [line('a', run.personA.name), line('b', run.personB.name)];
      return { x: points.map(({ iteration }) => iteration), lines };
    };
    const left = leftValidation.map((points) => chart(points, { faint: true, dashed: true }));
    return joined([chart(validation, { dots: true }), ...left]);
  }, [validation, leftValidation, measure, run.personA.name, run.personB.name]);
  const newest = validation.at(-1);
  if (!newest) return null;
  return (
    <Card className="flex min-w-0 flex-col gap-2 p-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-xs text-ink-2 tabular">
        <p>
          {t('heldOut.title')}{' '}
          <span className="text-ink">
            {units.number(newest.a[measure], 4)} · {units.number(newest.b[measure], 4)}
          </span>
        </p>
        <Segmented
          label={t('heldOut.measure')}
          value={measure}
          onChange={setMeasure}
          choices={[
            { value: 'ssimError', label: '1 − SSIM' },
            { value: 'l1', label: 'L1' },
          ]}
        />
      </div>
      <LineChart
        {...shared}
        x={x}
        lines={lines}
        logarithmic={false}
        heightPx={chartHeightPx}
        label={t('heldOut.title')}
        formatY={(value) => units.number(value, value < 0.1 ? 3 : 2)}
      />
    </Card>
  );
}
