'use client';
/** Pauses a job that can be paused, and lets it go on. */
import { Pause, Play } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { JobView } from '#core/contract/jobs.ts';
import { useHoldJob } from './use-jobs.ts';

const canPause = (job: JobView): boolean =>
  (job.kind === 'convert-video' || job.kind === 'train-autoencoder') &&
  (job.state === 'running' || job.state === 'paused');

export function HoldJobButton({ job }: { job: JobView }) {
  const t = useTranslations('jobs');
  const notify = useNotify();
  const paused = job.state === 'paused';
  const hold = useHoldJob(paused ? 'resume' : 'pause');
  if (!canPause(job)) return null;
  return (
    <IconButton
      label={t(paused ? 'resume' : 'pause')}
      size="icon-small"
      disabled={hold.isPending}
      onClick={() => hold.mutate(job.id, { onError: notify.failed })}
    >
      {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
    </IconButton>
  );
}
