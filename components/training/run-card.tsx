'use client';
/** A training in the list: its pair, how far it is, its newest preview. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import type { RunView } from '#core/contract/run.ts';
import { RunBadge } from './run-badge.tsx';

export function RunCard({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  return (
    <li>
      <Link
        href={`/training/${run.id}`}
        className="flex h-full gap-4 rounded-lg border bg-surface p-4 transition-colors hover:border-line-strong"
      >
        <div className="size-28 shrink-0 overflow-hidden rounded-md bg-stage">
          {run.previewIteration !== null && (
            // biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size
            <img
              src={mediaUrls.previewThumbnail(run.id, { branch: run.previewBranch, iteration: run.previewIteration })}
              alt=""
              className="size-full object-cover object-left-top"
            />
          )}
        </div>
        <div className="flex min-w-0 flex-1 flex-col gap-1.5">
          <div className="flex items-start justify-between gap-2">
            <p className="min-w-0 truncate font-medium">{t('pair', { a: run.personA.name, b: run.personB.name })}</p>
            <RunBadge state={run.state} />
          </div>
          <p className="text-sm text-ink-2 tabular">{t('iterations', { count: run.iteration })}</p>
          {run.lossA !== null && run.lossB !== null && (
            <p className="text-sm text-ink-2 tabular">
              {t('losses', { a: units.number(run.lossA, 4), b: units.number(run.lossB, 4) })}
            </p>
          )}
          <p className="mt-auto text-xs text-ink-3 tabular">
            {t('trainedFor', { time: units.span(run.trainedSeconds) })} · {units.dateTime(run.createdAt)}
          </p>
        </div>
      </Link>
    </li>
  );
}
