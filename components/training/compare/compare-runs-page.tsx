'use client';
/** Several trainings side by side: their curves in one chart, the settings in which they differ, what each draws now. */
import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { Page } from '#components/shell/page.tsx';
import { WhenLoaded } from '#components/shell/when-loaded.tsx';
import { useRuns } from '#components/training/use-runs.ts';
import { Section } from '#components/ui/card.tsx';
import { Cell, HeaderCell, Table } from '#components/ui/table.tsx';
import type { RunView } from '#core/contract/run.ts';
import { CompareChart, runTokens } from './compare-chart.tsx';
import { settingDifferences } from './setting-differences.ts';

const mostRuns = runTokens.length;

export function CompareRunsPage() {
  return <WhenLoaded query={useRuns()}>{(runs) => <Loaded runs={runs} />}</WhenLoaded>;
}

function Loaded({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations('training');
  const router = useRouter();
  const asked = useSearchParams().get('runs')?.split(',') ?? runs.slice(0, 2).map(({ id }) => id);
  const chosen = asked.flatMap((id) => runs.find((run) => run.id === id) ?? []).slice(0, mostRuns);
  const toggle = (id: string) => {
    const ids = chosen.map((run) => run.id);
    const next = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
    router.replace(`/training/compare?runs=${next.join(',')}`, { scroll: false });
  };
  return (
    <Page title={t('compareRuns.title')} trail={[{ href: '/training', label: t('title') }]}>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-sm text-ink-2">{t('compareRuns.choose', { count: mostRuns })}</legend>
        {runs.map((run) => {
          const place = chosen.indexOf(run);
          return (
            <label key={run.id} className="flex min-w-0 items-center gap-2 text-sm">
              <input
                type="checkbox"
                className="size-4 shrink-0 accent-accent"
                checked={place >= 0}
                disabled={place < 0 && chosen.length >= mostRuns}
                onChange={() => toggle(run.id)}
              />
              <span
                aria-hidden
                className="h-0.5 w-4 shrink-0"
                style={{ background: place < 0 ? 'transparent' : `var(${runTokens[place]})` }}
              />
              <RunName run={run} />
            </label>
          );
        })}
      </fieldset>
      {chosen.length > 0 && <CompareChart runs={chosen} />}
      {chosen.length > 1 && <Differences runs={chosen} />}
      {chosen.length > 0 && <NewestPreviews runs={chosen} />}
    </Page>
  );
}

function RunName({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  return (
    <span className="min-w-0">
      {t('pair', { a: run.personA.name, b: run.personB.name })}{' '}
      <span className="text-ink-3 tabular">
        {t('iterations', { count: run.iteration })} · {units.dateTime(run.createdAt)}
      </span>
    </span>
  );
}

function RunHeader({ run, place }: { run: RunView; place: number }) {
  return (
    <Link href={`/training/${run.id}`} className="flex items-center gap-2 hover:underline">
      <span aria-hidden className="h-0.5 w-4 shrink-0" style={{ background: `var(${runTokens[place]})` }} />
      {useUnits().dateTime(run.createdAt)}
    </Link>
  );
}

function Differences({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations('training');
  const units = useUnits();
  const rows = [
    { path: 'iteration', name: t('figure.iteration'), values: runs.map((run) => units.number(run.iteration)) },
    { path: 'time', name: t('figure.time'), values: runs.map((run) => units.span(run.trainedSeconds)) },
    ...settingDifferences(runs.map(({ settings }) => settings)).map(({ path, values }) => ({
      path,
      // Every setting has a name where it is chosen; a new one shows its own until it has.
      name: t.has(`setting.${path}` as 'setting.seed') ? t(`setting.${path}` as 'setting.seed') : path,
      values: values.map((value) => (value === undefined || value === null ? '–' : String(value))),
    })),
  ];
  return (
    <Section title={t('compareRuns.differences')} description={t('compareRuns.differencesText')}>
      <Table>
        <thead>
          <tr>
            <HeaderCell>{t('settings')}</HeaderCell>
            {runs.map((run, place) => (
              <HeaderCell key={run.id}>
                <RunHeader run={run} place={place} />
              </HeaderCell>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ path, name, values }) => (
            <tr key={path}>
              <Cell className="text-ink-2">{name}</Cell>
              {values.map((value, place) => (
                <Cell key={runs[place]?.id}>{value}</Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function NewestPreviews({ runs }: { runs: readonly RunView[] }) {
  const t = useTranslations('training');
  return (
    <Section title={t('compareRuns.previews')}>
      <ul className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        {runs.map((run, place) => (
          <li key={run.id} className="flex min-w-0 flex-col gap-1 text-sm">
            <RunHeader run={run} place={place} />
            {run.previewIteration === null ? (
              <p className="text-ink-2">{t('noPreviewTitle')}</p>
            ) : (
              // biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size
              <img
                src={mediaUrls.preview(run.id, { branch: run.previewBranch, iteration: run.previewIteration })}
                alt={t('previewAlt', {
                  name: run.personA.name,
                  other: run.personB.name,
                  iteration: run.previewIteration,
                })}
                className="w-full rounded-lg bg-stage"
              />
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
