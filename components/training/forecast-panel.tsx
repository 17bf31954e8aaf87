'use client';
/** What the training will take, before it begins: memory, pace, time until a result, and what that costs. */
import { Gauge, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { useJobs } from '#components/jobs/use-jobs.ts';
import { Button } from '#components/ui/button.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { QualityBasis, TrainingForecast, TrainingMeasurement } from '#core/contract/forecast.ts';
import type { RunSettings } from '#core/contract/run.ts';
import { type Cost, CostChoice, CostFields, useCost } from './use-cost.tsx';
import { forecastRequest, useForecast, useMeasurement } from './use-forecast.ts';
import { useSettled } from './use-settled.ts';

/** Somebody who types asks for nothing. */
const settleMs = 400;

interface Props {
  settings: RunSettings | null;
  /** Kept ones of both people. */
  faces: number;
}

export function ForecastPanel({ settings, faces }: Props) {
  const t = useTranslations('forecast');
  // By its text, so that what does not matter here changes nothing.
  const text = settings && JSON.stringify(forecastRequest(settings, faces));
  const settled = useSettled(text, settleMs);
  const of = useMemo(() => (settled === null ? null : JSON.parse(settled)), [settled]);
  const { data: forecast, error } = useForecast(of);
  const measurement = useMeasurement();
  const isOfThese = JSON.stringify(measurement.variables) === settled;
  const measured = isOfThese ? measurement.data : undefined;
  const cost = useCost();
  return (
    <section aria-label={t('title')} className="flex flex-col gap-4 rounded-lg border px-4 py-3">
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h3 className="text-sm font-medium">{t('title')}</h3>
        <Button
          size="small"
          disabled={of === null || measurement.isPending}
          onClick={() => of !== null && measurement.mutate(of)}
        >
          <Gauge aria-hidden />
          {measurement.isPending ? t('measuring') : measured ? t('measureAgain') : t('measure')}
        </Button>
      </header>
      {error && <Problem error={error} />}
      {isOfThese && measurement.error && <Problem error={measurement.error} />}
      {forecast ? <Told {...{ forecast, measured, cost }} /> : !error && <Skeleton className="h-28" />}
    </section>
  );
}

interface ToldProps {
  forecast: TrainingForecast;
  measured: TrainingMeasurement | undefined;
  cost: Cost;
}

function Told({ forecast, measured, cost }: ToldProps) {
  const t = useTranslations('forecast');
  const { quality } = forecast;
  return (
    <>
      <Facts
        facts={[
          { name: t('memory'), value: <Memory forecast={forecast} /> },
          { name: t('speed'), value: <Speed measured={measured} /> },
          { name: t('usable'), value: <Time images={quality?.usableImages} {...{ measured, cost }} /> },
          { name: t('good'), value: <Time images={quality?.goodImages} {...{ measured, cost }} /> },
        ]}
      />
      <p className="max-w-prose text-xs text-pretty text-ink-2">
        <Basis quality={quality} />
      </p>
      {forecast.isImitated && <Warning text={t('imitated')} />}
      {forecast.neededBytes !== null && forecast.neededBytes > forecast.freeBytes && <Warning text={t('short')} />}
      <div className="flex flex-col gap-3 border-t pt-3">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <span className="text-sm text-ink-2">{t('price')}</span>
          <CostChoice cost={cost} />
        </div>
        <CostFields cost={cost} />
      </div>
    </>
  );
}

function Memory({ forecast: { neededBytes, freeBytes, totalBytes } }: { forecast: TrainingForecast }) {
  const t = useTranslations('forecast');
  const units = useUnits();
  if (neededBytes === null) return t('memoryOfGpu');
  const isShort = neededBytes > freeBytes;
  return (
    <>
      <span className={isShort ? 'font-medium text-bad' : 'font-medium'}>{units.bytes(neededBytes)}</span>{' '}
      <span className="text-ink-2">
        {t('ofFree', { free: units.bytes(freeBytes), total: units.bytes(totalBytes) })}
      </span>
    </>
  );
}

function Speed({ measured }: { measured: TrainingMeasurement | undefined }) {
  const t = useTranslations('forecast');
  const units = useUnits();
  const atWork = useJobs().data?.filter(({ state }) => state === 'running').length ?? 0;
  if (!measured)
    return (
      <span className="text-ink-2">
        {t('notMeasured')}
        {atWork > 0 && ` ${t('wouldShare', { count: atWork })}`}
      </span>
    );
  const { imagesPerSecond, steps, seconds, precision, device, peakBytes, otherJobs } = measured;
  return (
    <>
      <span className="font-medium">{t('facesASecond', { count: units.number(imagesPerSecond, 1) })}</span>
      <span className="block text-xs text-ink-2">
        {t('measuredBy', { steps, time: units.number(seconds, 1), precision, device, peak: units.bytes(peakBytes) })}
        {otherJobs > 0 && ` ${t('shared', { count: otherJobs })}`}
      </span>
    </>
  );
}

interface TimeProps extends Omit<ToldProps, 'forecast'> {
  /** None where nobody knows. */
  images: number | null | undefined;
}

function Time({ images, measured, cost }: TimeProps) {
  const t = useTranslations('forecast');
  const units = useUnits();
  if (images == null) return <span className="text-ink-2">{t('noBasis')}</span>;
  const faces = t('faces', { count: units.number(images) });
  if (!measured) return <span className="text-ink-2">{faces}</span>;
  const seconds = images / measured.imagesPerSecond;
  return (
    <>
      <span className="font-medium">{units.span(seconds)}</span>
      {cost.isSet && ` · ${t('costs', { amount: cost.of(seconds) })}`}
      <span className="block text-xs text-ink-2">{faces}</span>
    </>
  );
}

function Basis({ quality }: { quality: QualityBasis | null }) {
  const t = useTranslations('forecast');
  if (!quality) return t('basis.none');
  return quality.source === 'runs' ? t('basis.runs', { count: quality.runs }) : t('basis.bench');
}

function Warning({ text }: { text: string }) {
  return (
    <p className="flex items-start gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm text-pretty text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {text}
    </p>
  );
}
