'use client';
/** Files on their way: how far, how fast, and why one was refused or left out. */
import { Pause, Play, RotateCw, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { SkippedFiles } from './skipped-files.tsx';
import { uploads } from './uploads.ts';
import type { UploadWithOutcome } from './use-uploads.ts';

export function UploadList({ rows }: { rows: readonly UploadWithOutcome[] }) {
  const t = useTranslations('upload');
  return (
    <ul aria-label={t('list')} className="flex flex-col gap-2">
      {rows.map((row) => (
        <li key={row.id} className="rounded-lg border bg-surface px-4 py-3">
          <div className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm font-medium">{row.name || t('leftOut')}</p>
              {!row.refusal && <Amount row={row} />}
            </div>
            <Actions row={row} />
          </div>
          <SkippedFiles files={row.skipped} />
          {row.refusal && <Problem error={row.refusal} className="mt-2" />}
          {!row.refusal && row.state !== 'left-out' && (
            <div className="mt-2">
              <Progress
                share={row.state === 'received' ? null : row.sentBytes / Math.max(1, row.sizeBytes)}
                label={row.name}
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function Amount({ row }: { row: UploadWithOutcome }) {
  const t = useTranslations('upload');
  const units = useUnits();
  if (row.state === 'left-out') return null;
  if (row.state === 'received') return <p className="text-xs text-ink-2">{t('reading')}</p>;
  const parts = [
    row.state === 'waiting' && t('waiting'),
    row.state === 'paused' && t('paused'),
    row.state === 'hashing' && t('comparing'),
    t('amount', { sent: units.bytes(row.sentBytes), total: units.bytes(row.sizeBytes) }),
    row.bytesPerSecond && `${units.bytes(row.bytesPerSecond)}/s`,
    row.bytesPerSecond && t('left', { time: units.span((row.sizeBytes - row.sentBytes) / row.bytesPerSecond) }),
  ];
  return <p className="text-xs text-ink-2 tabular">{parts.filter(Boolean).join(' · ')}</p>;
}

function Actions({ row }: { row: UploadWithOutcome }) {
  const t = useTranslations('upload');
  const isOver = row.state === 'left-out' || row.refusal !== null;
  return (
    <div className="flex shrink-0">
      {(row.state === 'sending' || row.state === 'hashing') && (
        <IconButton label={t('pause')} onClick={() => uploads.pause(row.id)}>
          <Pause aria-hidden />
        </IconButton>
      )}
      {row.state === 'paused' && (
        <IconButton label={t('resume')} onClick={() => uploads.resume(row.id)}>
          <Play aria-hidden />
        </IconButton>
      )}
      {row.state === 'failed' && (
        <IconButton label={t('retry')} onClick={() => uploads.resume(row.id)}>
          <RotateCw aria-hidden />
        </IconButton>
      )}
      {(row.state !== 'received' || row.refusal) && (
        <IconButton label={isOver ? t('dismiss') : t('cancel')} onClick={() => uploads.dismiss(row.id)}>
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
