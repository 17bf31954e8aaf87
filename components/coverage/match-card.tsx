'use client';
/** The number, in words too: colour only repeats what they say. */
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Card } from '#components/ui/card.tsx';
import type { CoverageDirection, CoverageVerdict } from '#core/contract/coverage.ts';
import { useShare } from './use-share.ts';

export const verdictTones: Record<CoverageVerdict, Tone> = { good: 'good', fair: 'warn', poor: 'bad' };

export function MatchCard({ direction }: { direction: CoverageDirection }) {
  const t = useTranslations('coverage');
  const share = useShare();
  const { match, verdict, performer, drawn, target, answered, seen } = direction;
  if (match === null || verdict === null) return null;
  const names = { performer: performer.name, drawn: drawn.name };
  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="text-sm text-ink-2">{t('match')}</h2>
        <p className="text-2xl font-semibold tabular">
          {Math.round(match)} <span className="text-sm font-normal text-ink-2">{t('outOf')}</span>
        </p>
        <Badge tone={verdictTones[verdict]}>{t(`verdict.${verdict}`)}</Badge>
      </div>
      <MatchBar match={match} verdict={verdict} />
      <p className="text-pretty">{t(`verdictText.${verdict}`, names)}</p>
      <p className="text-sm text-pretty text-ink-2 tabular">
        {t('answered', { share: share(answered), count: target.faces, faces: drawn.faces, drawn: drawn.name })}
        {target.clipId && ` ${t('seen', { share: share(seen), performer: performer.name })}`}
      </p>
    </Card>
  );
}

const barColours: Record<CoverageVerdict, string> = { good: 'bg-good', fair: 'bg-warn', poor: 'bg-bad' };

function MatchBar({ match, verdict }: { match: number; verdict: CoverageVerdict }) {
  return (
    <div aria-hidden className="h-1.5 overflow-hidden rounded-full bg-line">
      <div className={`h-full rounded-full ${barColours[verdict]}`} style={{ width: `${match}%` }} />
    </div>
  );
}
