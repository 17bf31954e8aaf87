'use client';
/** Which way the heads look and how often: a map of turn by nod for the target and for each person, side by side. */
import { useTranslations } from 'next-intl';
import type { CoverageDirection, PoseMap } from '#core/contract/coverage.ts';
import { seenPart } from './seen-part.ts';
import { useShare } from './use-share.ts';

export function PoseMaps({ direction }: { direction: CoverageDirection }) {
  const { pose, performer, drawn, target, to } = direction;
  const part = seenPart(pose);
  const maps = [
    { of: 'target', name: performer.name, shares: pose.target, token: to === 'b' ? '--side-a' : '--side-b' },
    { of: 'drawn', name: drawn.name, shares: pose.drawn, token: to === 'b' ? '--side-b' : '--side-a' },
    // Without a clip the target is the performer's own set.
    ...(target.clipId
      ? [
          {
            of: 'performer',
            name: performer.name,
            shares: pose.performer,
            token: to === 'b' ? '--side-a' : '--side-b',
          } as const,
        ]
      : []),
  ] as const;
  return (
    <ul className="grid grid-cols-1 gap-6 sm:grid-cols-2 xl:grid-cols-3">
      {maps.map(({ of, name, shares, token }) => (
        <HeatMap key={of} of={of} name={name} shares={shares} token={token} pose={pose} part={part} />
      ))}
    </ul>
  );
}

interface HeatMapProps {
  of: 'target' | 'drawn' | 'performer';
  name: string;
  shares: readonly number[];
  token: string;
  pose: PoseMap;
  part: ReturnType<typeof seenPart>;
}

function HeatMap({ of, name, shares, token, pose, part }: HeatMapProps) {
  const t = useTranslations('coverage');
  const share = useShare();
  const columns = pose.yawEdges.length - 1;
  const most = Math.max(...shares);
  const cells = part.rows.flatMap((row) => part.columns.map((column) => ({ row, column, at: row * columns + column })));
  return (
    <li className="flex min-w-0 flex-col gap-2">
      <h3 className="truncate text-sm font-medium">{t(`poseOf.${of}`, { name })}</h3>
      <div className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-1 text-2xs text-ink-2">
        <div aria-hidden className="flex flex-col justify-between py-0.5 text-right tabular">
          <span>{t('up')}</span>
          <span>{t('down')}</span>
        </div>
        <div
          role="img"
          aria-label={t('poseMap', { name })}
          className="grid gap-px rounded-md border bg-surface p-px"
          style={{ gridTemplateColumns: `repeat(${part.columns.length}, minmax(0, 1fr))` }}
        >
          {cells.map(({ row, column, at }) => (
            <span
              key={at}
              title={t('poseCell', {
                yaw: middle(pose.yawEdges, column),
                pitch: middle(pose.pitchEdges, row),
                share: share(shares[at] ?? 0),
              })}
              className={`aspect-square rounded-[2px] ${isMissing(of, pose, at) ? 'ring-1 ring-bad ring-inset' : ''}`}
              style={{ background: shade(token, shares[at] ?? 0, most) }}
            />
          ))}
        </div>
        <span />
        <div aria-hidden className="flex justify-between tabular">
          <span>
            {t('left')} {pose.yawEdges[part.columns[0] ?? 0]}°
          </span>
          <span>
            {pose.yawEdges[(part.columns.at(-1) ?? 0) + 1]}° {t('right')}
          </span>
        </div>
      </div>
    </li>
  );
}

const middle = (edges: readonly number[], cell: number): number => ((edges[cell] ?? 0) + (edges[cell + 1] ?? 0)) / 2;

const isMissing = (of: HeatMapProps['of'], { unanswered }: PoseMap, at: number): boolean =>
  of !== 'performer' && (unanswered[at] ?? 0) > 0.5;

/** Root, so that seldom poses are seen beside the usual one. */
const shade = (token: string, share: number, most: number): string =>
  share === 0 || most === 0
    ? 'var(--hover)'
    : `color-mix(in oklab, var(${token}) ${Math.round(15 + 85 * Math.sqrt(share / most))}%, var(--hover))`;
