'use client';
import Link from 'next/link';
/** Where one begins, and where one finds what one was at. */
import { useTranslations } from 'next-intl';
import { ConversionCard } from '#components/conversions/conversion-card.tsx';
import { useConversions } from '#components/conversions/use-conversions.ts';
import { Portrait } from '#components/people/portrait.tsx';
import { usePersons } from '#components/people/use-people.ts';
import { Page } from '#components/shell/page.tsx';
import { RunCard } from '#components/training/run-card.tsx';
import { useRuns } from '#components/training/use-runs.ts';
import { ButtonLink } from '#components/ui/button.tsx';
import { Section } from '#components/ui/card.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { SampleCard } from './sample-card.tsx';
import { Tutorial } from './tutorial.tsx';
import { nextStep } from './tutorial-steps.ts';

const shownEach = 4;

export function OverviewPage() {
  const t = useTranslations('overview');
  const shell = useTranslations('shell');
  const persons = usePersons();
  const runs = useRuns();
  const conversions = useConversions();
  const error = persons.error ?? runs.error ?? conversions.error;
  const loaded = persons.data && runs.data && conversions.data;
  const next = loaded && nextStep({ persons: persons.data, runs: runs.data, conversions: conversions.data });
  return (
    <Page title={shell('place.overview')}>
      <header className="flex flex-col gap-1">
        <p className="text-2xl font-semibold text-balance">{t('line')}</p>
        <p className="max-w-prose text-ink-2">{t('text')}</p>
      </header>
      {error && <Problem error={error} />}
      {!loaded && !error && <Skeleton className="h-64" />}
      {loaded && next !== null && next !== undefined && (
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Tutorial next={next} />
          {runs.data.length === 0 && <SampleCard />}
        </div>
      )}
      {conversions.data && conversions.data.length > 0 && (
        <Section title={t('conversions')} actions={<More href="/conversions" />}>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-4">
            {conversions.data.slice(0, shownEach).map((conversion) => (
              <ConversionCard key={conversion.id} conversion={conversion} />
            ))}
          </ul>
        </Section>
      )}
      {runs.data && runs.data.length > 0 && (
        <Section title={t('runs')} actions={<More href="/training" />}>
          <ul className="grid grid-cols-1 gap-4 lg:grid-cols-2">
            {runs.data.slice(0, shownEach).map((run) => (
              <RunCard key={run.id} run={run} />
            ))}
          </ul>
        </Section>
      )}
      {persons.data && persons.data.length > 0 && (
        <Section title={t('people')} actions={<More href="/people" />}>
          <ul className="flex flex-wrap gap-4">
            {persons.data.map((person) => (
              <li key={person.id} className="w-24">
                <Link href={`/people/${person.id}`} className="flex flex-col gap-2 rounded-lg text-sm">
                  <Portrait person={person} className="size-24 text-xl" />
                  <span className="truncate">{person.name}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function More({ href }: { href: string }) {
  const t = useTranslations('overview');
  return (
    <ButtonLink href={href} look="quiet" size="small">
      {t('all')}
    </ButtonLink>
  );
}
