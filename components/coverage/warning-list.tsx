'use client';
/** What else may spoil the result, each with what to do about it. */
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import type { CoverageDirection, CoverageWarning } from '#core/contract/coverage.ts';

export function WarningList({ direction: { warnings, drawn } }: { direction: CoverageDirection }) {
  const t = useTranslations('coverage');
  if (warnings.length === 0) return null;
  return (
    <Card className="flex flex-col gap-3 p-4">
      <h2 className="text-sm text-ink-2">{t('warnings')}</h2>
      <ul className="flex flex-col gap-2">
        {warnings.map((warning) => (
          <li key={warning.kind} className="flex gap-2.5 text-sm">
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
            <span className="text-pretty">
              {t(`warning.${warning.kind}`, { drawn: drawn.name, ...shown(warning) })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const shares: readonly CoverageWarning['kind'][] = ['near_duplicates', 'other_light', 'covered', 'unmeasured'];

/** Shares are told in percent. */
const shown = ({ kind, value, wanted }: CoverageWarning): { value: number; wanted: number } => {
  const scale = shares.includes(kind) ? 100 : 1;
  return { value: Math.max(1, Math.round(value * scale)), wanted: Math.round(wanted * scale) };
};
