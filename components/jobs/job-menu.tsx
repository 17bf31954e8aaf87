'use client';
/** What is seldom done with a job: another place in the line, once more, what it wrote. */
import { ArrowDown, ArrowUp, ArrowUpToLine, MoreHorizontal, RotateCcw, ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { JobView, MoveJob } from '#core/contract/jobs.ts';
import { JobLogDialog } from './job-log-dialog.tsx';
import { useJobs, useMoveJob, useRetryJob } from './use-jobs.ts';

const moves = [
  { to: 'first', icon: ArrowUpToLine },
  { to: 'earlier', icon: ArrowUp },
  { to: 'later', icon: ArrowDown },
] as const satisfies readonly { to: MoveJob['to']; icon: unknown }[];

export function JobMenu({ job }: { job: JobView }) {
  const t = useTranslations('jobs');
  const notify = useNotify();
  const move = useMoveJob();
  const retry = useRetryJob();
  const { data: jobs = [] } = useJobs();
  const [reading, setReading] = useState(false);
  const onError = notify.failed;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('more', { title: job.title })} size="icon-small">
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
        items={[
          ...(waitsWithOthers(job, jobs) ? moves : []).map(({ to, icon }) => ({
            label: t(`move.${to}`),
            icon,
            run: () => move.mutate({ id: job.id, to }, { onError }),
          })),
          ...(canRetry(job, jobs)
            ? [{ label: t('retry'), icon: RotateCcw, run: () => retry.mutate(job.id, { onError }) }]
            : []),
          { label: t('log'), icon: ScrollText, run: () => setReading(true) },
        ]}
      />
      {reading && <JobLogDialog job={job} onClose={() => setReading(false)} />}
    </>
  );
}

const waitsWithOthers = (job: JobView, jobs: readonly JobView[]): boolean =>
  job.state === 'queued' &&
  jobs.some(({ id, kind, state }) => id !== job.id && kind === job.kind && state === 'queued');

/** The last try alone: what was tried again after it is that one's. */
const canRetry = (job: JobView, jobs: readonly JobView[]): boolean =>
  (job.kind === 'convert-video' || job.kind === 'train-autoencoder') &&
  (job.state === 'failed' || job.state === 'cancelled') &&
  !jobs.some(
    ({ kind, subject, createdAt }) =>
      kind === job.kind && subject.id === job.subject.id && Date.parse(createdAt) > Date.parse(job.createdAt),
  );
