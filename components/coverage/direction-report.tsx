'use client';
/** All that is known of one direction: the number, what is missing, where the two lie apart. */
import { useTranslations } from 'next-intl';
import { Section } from '#components/ui/card.tsx';
import type { CoverageDirection } from '#core/contract/coverage.ts';
import { GapCard } from './gap-card.tsx';
import { MatchCard } from './match-card.tsx';
import { PoseMaps } from './pose-maps.tsx';
import { SpreadChart } from './spread-chart.tsx';
import { WarningList } from './warning-list.tsx';

/** Less than this is not worth a sentence. */
const tellingLoss = 1;

export function DirectionReport({ direction }: { direction: CoverageDirection }) {
  const t = useTranslations('coverage');
  const { performer, drawn, target, gaps, scatteredLoss, match } = direction;
  if (match === null) {
    return (
      <p className="text-sm text-ink-2">{t('nothing', { name: (target.faces === 0 ? performer : drawn).name })}</p>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <MatchCard direction={direction} />
        <WarningList direction={direction} />
      </div>
      <Section title={t('gaps')} description={gaps.length > 0 ? t('gapsText', { drawn: drawn.name }) : t('noGaps')}>
        {gaps.length > 0 && (
          <ul className="grid grid-cols-1 gap-4 xl:grid-cols-2">
            {gaps.map((gap) => (
              <GapCard key={JSON.stringify(gap.ranges)} gap={gap} direction={direction} />
            ))}
          </ul>
        )}
        {scatteredLoss >= tellingLoss && (
          <p className="text-sm text-ink-2">{t('scattered', { points: Math.round(scatteredLoss) })}</p>
        )}
      </Section>
      <Section title={t('pose')} description={t('poseText')}>
        <PoseMaps direction={direction} />
      </Section>
      <Section title={t('spread')} description={t('spreadText')}>
        <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {direction.spreads.map((spread) => (
            <SpreadChart key={spread.axis} spread={spread} direction={direction} />
          ))}
        </ul>
      </Section>
    </div>
  );
}
