'use client';
/** What somebody who comes back to a run must know: why it waits, from where it went on, and whether more training is of use. */
import { Info } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useMemo } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { validationTrend } from '#core/autoencoder/validation-trend.ts';
import type { ResumeNote, RunView } from '#core/contract/run.ts';
import { isRunActive } from '#core/studio/run-states.ts';
import { useCurve } from './use-runs.ts';

export function RunNotices({ run }: { run: RunView }) {
  const t = useTranslations('training');
  return (
    <>
      {run.pausedFor === 'disk-full' && <Notice tone="warn">{t('pausedDiskFull')}</Notice>}
      {run.resumed && <Resumed note={run.resumed} />}
      <Trend run={run} />
    </>
  );
}

/** Said by the faces held out. Who has stopped a run at its plateau need not be told again. */
function Trend({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  const { data: curve } = useCurve(run.id);
  const trend = useMemo(() => {
    if (!curve) return null;
    const { iterations, values } = curve.buckets;
    const losses = iterations.map((iteration, index) => ({
      iteration,
      a: values.a.mean[index] ?? Number.NaN,
      b: values.b.mean[index] ?? Number.NaN,
    }));
    return validationTrend(curve.validation, losses);
  }, [curve]);
  if (trend?.kind === 'plateau' && isRunActive(run.state))
    return <Notice>{t('trend.plateau', { iteration: units.number(trend.sinceIteration) })}</Notice>;
  if (trend?.kind === 'overfitting')
    return <Notice tone="warn">{t('trend.overfitting', { iteration: units.number(trend.bestIteration) })}</Notice>;
  return null;
}

/** Nothing is said where nothing was lost. */
function Resumed({ note }: { note: ResumeNote }) {
  const t = useTranslations('training');
  const units = useUnits();
  const { why, iteration, reachedIteration, passedOver } = note;
  if (why === 'started' && passedOver.length === 0 && reachedIteration === iteration) return null;
  const places = { iteration: units.number(iteration), reached: units.number(reachedIteration) };
  const words =
    why === 'diverged' ? 'wentBack' : why === 'asked' ? 'tookBack' : iteration === 0 ? 'fromBeginning' : 'wentOn';
  return (
    <Notice tone={passedOver.length > 0 || why === 'diverged' ? 'warn' : 'plain'}>
      {t(words, places)}
      {passedOver.map((passed) => (
        <span key={passed.iteration} className="block">
          {t('passedOver', { iteration: units.number(passed.iteration), fault: t(`fault.${passed.fault}`) })}
        </span>
      ))}
    </Notice>
  );
}

function Notice({ children, tone = 'plain' }: { children: ReactNode; tone?: 'plain' | 'warn' }) {
  const colours = tone === 'warn' ? 'bg-warn-soft text-warn' : 'bg-hover text-ink-2';
  return (
    <div role="status" className={`flex items-start gap-3 rounded-lg px-4 py-3 text-sm ${colours}`}>
      <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 flex-1">{children}</p>
    </div>
  );
}
