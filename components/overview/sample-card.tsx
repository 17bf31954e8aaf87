'use client';
/** The sample project: two people with clips and consent records, to try the whole job at once. It tells how far it is. */
import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api, unwrap } from '#components/api/client.ts';
import { JobProgressLine } from '#components/jobs/job-progress-line.tsx';
import { isOpen, useJobs } from '#components/jobs/use-jobs.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Problem } from '#components/ui/problem.tsx';
import type { PersonView } from '#core/contract/person.ts';

export function SampleCard({ persons }: { persons: readonly PersonView[] }) {
  const t = useTranslations('overview');
  const sample = useMutation({ mutationFn: () => unwrap(api.POST('/api/sample')) });
  const ids = sample.data?.personIds ?? [];
  const people = persons.filter((person) => ids.includes(person.id));
  const jobs = (useJobs().data ?? []).filter(
    (job) => job.subject.personId !== null && ids.includes(job.subject.personId) && isOpen(job),
  );
  const ready = people.length >= 2 && jobs.length === 0 && people.every((person) => person.faces.kept > 0);
  return (
    <Card className="flex flex-col gap-3 p-5">
      <FlaskConical aria-hidden className="size-5 text-ink-3" strokeWidth={1.5} />
      <p className="font-medium">{t('sampleTitle')}</p>
      <p className="text-sm text-ink-2">{t('sampleText')}</p>
      {sample.error && <Problem error={sample.error} />}
      {sample.data && !ready && jobs.length === 0 && <p className="text-sm text-ink-2">{t('sampleFetching')}</p>}
      {jobs.map((job) => (
        <JobProgressLine key={job.id} job={job} cancellable={false} />
      ))}
      {ready ? (
        <ButtonLink href={`/training/${sample.data?.runId}`} look="primary">
          {t('sampleGoOn')}
        </ButtonLink>
      ) : (
        <Button disabled={sample.isPending || sample.isSuccess} onClick={() => sample.mutate()}>
          {t('sampleAction')}
        </Button>
      )}
    </Card>
  );
}
