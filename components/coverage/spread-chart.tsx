'use client';
/** One measure: how the target spreads over it, and how the drawn person does, bar beside bar. */
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '#components/ui/card.tsx';
import type { CoverageDirection, CoverageSpread } from '#core/contract/coverage.ts';
import { useShare } from './use-share.ts';

interface Props {
  spread: CoverageSpread;
  direction: CoverageDirection;
}

export function SpreadChart({ spread, direction: { performer, drawn, to } }: Props) {
  const t = useTranslations('coverage');
  const share = useShare();
  const format = useFormatter();
  const most = Math.max(...spread.target, ...spread.drawn, 0.01);
  const axis = t(`axis.${spread.axis}`);
  const sides = [
    { name: performer.name, shares: spread.target, token: to === 'b' ? '--side-a' : '--side-b' },
    { name: drawn.name, shares: spread.drawn, token: to === 'b' ? '--side-b' : '--side-a' },
  ];
  const cells = filledCells(spread);
  const edge = (index: number): string => format.number(spread.edges[index] ?? 0, { maximumFractionDigits: 2 });
  return (
    <li className="min-w-0">
      <Card className="flex flex-col gap-2 p-3">
        <h3 className="text-sm font-medium">{axis}</h3>
        <div
          role="img"
          aria-label={t('spreadOf', { axis, target: performer.name, drawn: drawn.name })}
          className="flex h-20 items-end gap-1"
        >
          {cells.map((cell) => (
            <div key={cell} className="flex h-full min-w-0 flex-1 items-end gap-px">
              {sides.map(({ name, shares, token }) => (
                <span
                  key={name}
                  title={`${name}, ${edge(cell)} – ${edge(cell + 1)}: ${share(shares[cell] ?? 0)}`}
                  className="min-h-px flex-1 rounded-t-[2px]"
                  style={{ height: `${(100 * (shares[cell] ?? 0)) / most}%`, background: `var(${token})` }}
                />
              ))}
            </div>
          ))}
        </div>
        <div aria-hidden className="flex justify-between border-t pt-1 text-2xs text-ink-2 tabular">
          <span>{edge(cells[0] ?? 0)}</span>
          <span>{edge((cells.at(-1) ?? 0) + 1)}</span>
        </div>
        <ul className="flex flex-wrap gap-x-3 text-2xs text-ink-2">
          {sides.map(({ name, token }) => (
            <li key={name} className="flex min-w-0 items-center gap-1.5">
              <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: `var(${token})` }} />
              <span className="truncate">{name}</span>
            </li>
          ))}
        </ul>
      </Card>
    </li>
  );
}

/** From the first cell in which anybody is to the last. */
const filledCells = ({ target, drawn }: CoverageSpread): number[] => {
  const filled = target.flatMap((share, cell) => (share + (drawn[cell] ?? 0) > 0 ? [cell] : []));
  const [from, to] = [filled[0] ?? 0, filled.at(-1) ?? 0];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
};
