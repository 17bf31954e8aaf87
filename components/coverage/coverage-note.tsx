'use client';
/** Coverage in a few lines, where a training is begun: both directions, each with its number and its two worst gaps. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useDirectionWords } from '#components/conversions/use-direction-words.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { CoverageDirection } from '#core/contract/coverage.ts';
import { coverageHref } from './coverage-address.ts';
import { verdictTones } from './match-card.tsx';
import { useCoverage } from './use-coverage.ts';
import { useGapSentence } from './use-gap-words.ts';

const gapsShown = 2;

export function CoverageNote({ personA, personB }: { personA: string; personB: string }) {
  const t = useTranslations('coverage');
  const { data, isPending } = useCoverage({ personA, personB });
  if (isPending) return <Skeleton className="h-20" />;
  if (!data) return null;
  return (
    <section aria-label={t('title')} className="flex flex-col gap-3 rounded-lg border px-4 py-3">
      {data.directions.map((direction) => (
        <DirectionNote key={direction.to} direction={direction} />
      ))}
      <Link
        href={coverageHref({ a: personA, b: personB })}
        className="self-start text-sm font-medium text-accent-text hover:underline"
      >
        {t('open')}
      </Link>
    </section>
  );
}

function DirectionNote({ direction }: { direction: CoverageDirection }) {
  const t = useTranslations('coverage');
  const sentence = useGapSentence();
  const words = useDirectionWords();
  const { to, performer, drawn, match, verdict, gaps } = direction;
  if (match === null || verdict === null) return null;
  const [a, b] = to === 'b' ? [performer, drawn] : [drawn, performer];
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <span className="min-w-0 flex-1 basis-48 text-pretty">
          {words({ personAName: a.name, personBName: b.name }, to)}
        </span>
        <span className="font-semibold tabular">
          {Math.round(match)} <span className="font-normal text-ink-2">{t('outOf')}</span>
        </span>
        <Badge tone={verdictTones[verdict]}>{t(`verdict.${verdict}`)}</Badge>
      </p>
      {gaps.slice(0, gapsShown).map((gap) => (
        <p key={JSON.stringify(gap.ranges)} className="text-sm text-pretty text-ink-2">
          {sentence(direction, gap)}
        </p>
      ))}
    </div>
  );
}
