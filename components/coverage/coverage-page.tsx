'use client';
/** Coverage of a pair: whom to compare, then what a training of them could and could not draw. The choice is in the address. */
import { Scale } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Page } from '#components/shell/page.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { changeChoice, coverageHref, readChoice } from './coverage-address.ts';
import { CoverageChooser } from './coverage-chooser.tsx';
import { DirectionReport } from './direction-report.tsx';
import { useCoverage } from './use-coverage.ts';

export function CoveragePage() {
  const t = useTranslations('coverage');
  const router = useRouter();
  const choice = readChoice(useSearchParams());
  const { data, error, isPending, isFetching } = useCoverage({
    personA: choice.a,
    personB: choice.b,
    clip: choice.clip,
  });
  const chosen = choice.a && choice.b;
  const direction = data?.directions.find(({ to }) => to === choice.to);
  return (
    <Page title={t('title')}>
      <CoverageChooser
        choice={choice}
        onChange={(change) => router.replace(coverageHref(changeChoice(choice, change)), { scroll: false })}
      />
      {!chosen && (
        <EmptyState icon={Scale} title={t('chooseTitle')}>
          {t('chooseText')}
        </EmptyState>
      )}
      {chosen && error && <Problem error={error} />}
      {chosen && isPending && <Skeleton className="h-64" />}
      {chosen && !error && direction && (
        <div className={isFetching ? 'opacity-60 transition-opacity' : undefined} aria-busy={isFetching}>
          <DirectionReport direction={direction} />
        </div>
      )}
    </Page>
  );
}
