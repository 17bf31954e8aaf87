'use client';
/** All work in progress, and what lately ended and how. */
import { useTranslations } from 'next-intl';
import { Problem } from '#components/ui/problem.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { JobRow } from './job-row.tsx';
import { NotifySwitch } from './notify-switch.tsx';
import { inOrder, isOpen, useJobs } from './use-jobs.ts';

const shownEnded = 30;

export function JobsDrawer({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('jobs');
  const { data: jobs = [], error } = useJobs();
  const ended = jobs.filter((job) => !isOpen(job)).slice(0, shownEnded);
  const follow = () => onOpenChange(false);
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t('title')}>
      <NotifySwitch />
      {error && <Problem error={error} className="m-5" />}
      <Group title={t('atWork')} empty={t('none')}>
        {inOrder(jobs).map((job) => (
          <JobRow key={job.id} job={job} onFollow={follow} />
        ))}
      </Group>
      {ended.length > 0 && (
        <Group title={t('ended')} empty="">
          {ended.map((job) => (
            <JobRow key={job.id} job={job} onFollow={follow} />
          ))}
        </Group>
      )}
    </Sheet>
  );
}

function Group({ title, empty, children }: { title: string; empty: string; children: React.ReactNode[] }) {
  return (
    <section aria-label={title}>
      <h3 className="bg-canvas px-5 py-2 text-xs font-medium text-ink-2">{title}</h3>
      {children.length > 0 ? <ul>{children}</ul> : <p className="px-5 py-6 text-sm text-ink-2">{empty}</p>}
    </section>
  );
}
