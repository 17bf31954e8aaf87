'use client';
/** Before a run begins: the clips of its people that still give faces. */
import { useTranslations } from 'next-intl';
import { JobProgressLine } from '#components/jobs/job-progress-line.tsx';
import { isOpen, useJobs } from '#components/jobs/use-jobs.ts';
import { Card } from '#components/ui/card.tsx';
import type { RunView } from '#core/contract/run.ts';

export function FacesOnTheirWay({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const jobTitle = useTranslations('jobs');
  const people = [run.personA.id, run.personB.id];
  const jobs = (useJobs().data ?? []).filter(
    (job) => job.subject.type === 'clip' && people.includes(job.subject.personId ?? '') && isOpen(job),
  );
  if (run.state !== 'draft' || jobs.length === 0) return null;
  return (
    <Card className="flex flex-col gap-4 p-5">
      <p className="text-sm text-ink-2">{t('facesOnTheirWay')}</p>
      {jobs.map((job) => (
        <div key={job.id} className="flex flex-col gap-1">
          <p className="truncate text-sm font-medium">{jobTitle(`kind.${job.kind}`, { title: job.title })}</p>
          <JobProgressLine job={job} />
        </div>
      ))}
    </Card>
  );
}
