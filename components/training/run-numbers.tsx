'use client';
/** The live figures of a run. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import type { RunView } from '#core/contract/run.ts';

export function RunNumbers({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  const loss = (value: number | null) => (value === null ? '–' : units.number(value, 4));
  const limit = run.settings.maxIterations ? t('ofIterations', { count: run.settings.maxIterations }) : null;
  const minutes = run.settings.maxMinutes ? t('ofMinutes', { count: run.settings.maxMinutes }) : null;
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-3 lg:grid-cols-6">
      <Figure name={t('figure.iteration')} value={units.number(run.iteration)} note={limit} />
      <Figure name={t('figure.lossA', { name: run.personA.name })} value={loss(run.lossA)} token="bg-side-a" />
      <Figure name={t('figure.lossB', { name: run.personB.name })} value={loss(run.lossB)} token="bg-side-b" />
      <Figure
        name={t('figure.speed')}
        value={run.imagesPerSecond === null ? '–' : units.number(run.imagesPerSecond, 1)}
        note={t('facesPerSecond')}
      />
      <Figure
        name={t('figure.waiting')}
        value={run.waitingShare === null ? '–' : `${units.number(100 * run.waitingShare, 1)} %`}
        note={t('ofTheTime')}
      />
      <Figure name={t('figure.time')} value={units.span(run.trainedSeconds)} note={minutes} />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: ReactNode;
  note?: ReactNode;
  token?: string;
}

function Figure({ name, value, note, token }: FigureProps) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5 bg-surface px-4 py-3">
      <dt className="flex items-center gap-1.5 text-xs text-ink-2">
        {token && <span aria-hidden className={`size-2 shrink-0 rounded-full ${token}`} />}
        <span className="truncate">{name}</span>
      </dt>
      <dd className="truncate text-lg font-medium tabular">
        {value} {note && <span className="text-xs font-normal text-ink-3">{note}</span>}
      </dd>
    </div>
  );
}
