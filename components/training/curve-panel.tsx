'use client';
/** How a run goes, in numbers: the error of both decoders, then its pace. All charts show one range and one pointer. */
import { ChevronLeft, ChevronRight, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { LineChart } from '#components/charts/line-chart.tsx';
import { useUnits } from '#components/i18n/use-units.ts';
import { Card, Section } from '#components/ui/card.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { useStoredNumber } from '#components/ui/use-stored-number.ts';
import type { PreviewPlace, RunView } from '#core/contract/run.ts';
import { curveLines } from './curve-lines.ts';
import { HeldOutChart } from './held-out-chart.tsx';
import { PaceCharts } from './pace-charts.tsx';
import { type ChartRangeControl, useChartRange } from './use-chart-range.ts';
import { useCurve, useCurvePart } from './use-runs.ts';

const chartHeightPx = 260;

interface Props {
  run: RunView;
  /** The preview in sight. */
  markAt: PreviewPlace | null;
  onHover: (iteration: number | null) => void;
}

export function CurvePanel({ run, markAt, onHover }: Props) {
  const t = useTranslations('training');
  const units = useUnits();
  const { data: curve } = useCurve(run.id);
  const control = useChartRange(run.iteration);
  const part = useCurvePart(run.id, control.range).data ?? null;
  const [scale, setScale] = useState<'linear' | 'log'>('log');
  const [weight, setWeight] = useStoredNumber('understudy-loss-smoothing', 0.9);
  const [hoverAt, setHoverAt] = useState<number | null>(null);
  const { x, lines } = useMemo(() => {
    if (!curve) return { x: [], lines: [] };
    const looks = [
      { name: 'a', label: run.personA.name, token: '--side-a' },
      { name: 'b', label: run.personB.name, token: '--side-b' },
    ] as const;
    return curveLines({ curve, part: control.range && part, looks, smoothing: weight });
  }, [curve, part, control.range, weight, run.personA.name, run.personB.name]);
  const hover = (at: number | null) => {
    setHoverAt(at);
    onHover(at);
  };
  const shared = {
    range: control.range,
    markAt: markAt?.iteration ?? null,
    syncName: `run ${run.id}`,
    onHover: hover,
    onRange: control.set,
    formatX: (value: number) => units.number(value),
  };
  // What was left may reach further than the run as it stands.
  const newest = lines.find((line) => line.label === run.personA.name)?.values.findLastIndex((value) => value !== null);
  const at = hoverAt === null ? (newest ?? -1) : x.indexOf(hoverAt);
  const shownValue = (label: string) => lines.find((line) => line.label === label)?.values[at] ?? undefined;
  return (
    <Section
      title={t('loss')}
      description={t('lossText')}
      actions={
        <>
          <RangeButtons control={control} />
          <Segmented
            label={t('axis')}
            value={scale}
            onChange={setScale}
            choices={[
              { value: 'log', label: t('log') },
              { value: 'linear', label: t('linear') },
            ]}
          />
        </>
      }
    >
      <Card className="flex flex-col gap-2 p-4">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs text-ink-2 tabular">
          <div className="flex flex-wrap items-center gap-x-4">
            {markAt !== null && (
              // biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size
              <img
                src={mediaUrls.previewThumbnail(run.id, markAt)}
                alt={t('atIteration', { iteration: markAt.iteration })}
                className="size-16 rounded-md bg-stage object-cover"
              />
            )}
            <Entry name={run.personA.name} token="bg-side-a" value={shownValue(run.personA.name)} />
            <Entry name={run.personB.name} token="bg-side-b" value={shownValue(run.personB.name)} />
            {x[at] !== undefined && <span>{t('atIteration', { iteration: x[at] })}</span>}
          </div>
          <div className="flex items-center gap-2">
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
            <span className="w-10 text-right">{units.number(weight, 3)}</span>
          </div>
        </div>
        {x.length > 1 ? (
          <LineChart
            {...shared}
            x={x}
            lines={lines}
            logarithmic={scale === 'log'}
            heightPx={chartHeightPx}
            label={t('lossChart', { count: curve?.buckets.counts.reduce((sum, count) => sum + count, 0) ?? 0 })}
            formatY={(value) => units.number(value, value < 0.01 ? 4 : value < 0.1 ? 3 : 2)}
          />
        ) : (
          <p className="flex items-center justify-center text-sm text-ink-2" style={{ height: chartHeightPx }}>
            {t('noLoss')}
          </p>
        )}
        {curve && curve.left.length > 0 && <p className="text-xs text-ink-3">{t('leftStretches')}</p>}
      </Card>
      {curve && <HeldOutChart run={run} curve={curve} shared={shared} />}
      {curve && x.length > 1 && (
        <PaceCharts curve={curve} part={control.range && part} hoverAt={hoverAt} shared={shared} />
      )}
    </Section>
  );
}

function Entry({ name, token, value }: { name: string; token: string; value: number | undefined }) {
  const units = useUnits();
  return (
    <span className="flex items-center gap-1.5">
      <span aria-hidden className={`h-0.5 w-3 ${token}`} />
      {name} {value !== undefined && <span className="text-ink">{units.number(value, 4)}</span>}
    </span>
  );
}

function RangeButtons({ control }: { control: ChartRangeControl }) {
  const t = useTranslations('training');
  const { range, set, zoomIn, zoomOut, move } = control;
  return (
    <div className="flex items-center">
      <IconButton label={t('zoom.earlier')} disabled={!range} onClick={() => move(-1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <IconButton label={t('zoom.later')} disabled={!range} onClick={() => move(1)}>
        <ChevronRight aria-hidden />
      </IconButton>
      <IconButton label={t('zoom.in')} onClick={zoomIn}>
        <ZoomIn aria-hidden />
      </IconButton>
      <IconButton label={t('zoom.out')} disabled={!range} onClick={zoomOut}>
        <ZoomOut aria-hidden />
      </IconButton>
      <IconButton label={t('zoom.all')} disabled={!range} onClick={() => set(null)}>
        <Maximize2 aria-hidden />
      </IconButton>
    </div>
  );
}
