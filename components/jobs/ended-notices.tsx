'use client';
/** Says when long work has ended: on the page, and outside it where that is wanted and nobody looks. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { useNotify } from '#components/ui/use-notify.ts';
import type { JobView } from '#core/contract/jobs.ts';
import { showNotice } from './browser-notices.ts';
import { jobHref } from './job-row.tsx';
import { isOpen, useJobs } from './use-jobs.ts';

/** What one does not wait for in front of the page. */
const told: ReadonlySet<JobView['kind']> = new Set(['convert-video', 'train-autoencoder', 'extract-faces']);

export function EndedNotices() {
  const t = useTranslations('jobs');
  const router = useRouter();
  const notify = useNotify();
  const { data: jobs } = useJobs();
  const open = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (!jobs) return;
    const ended = jobs.filter((job) => !isOpen(job) && open.current.has(job.id) && told.has(job.kind));
    open.current = new Set(jobs.filter(isOpen).map(({ id }) => id));
    for (const job of ended) {
      // Who cancelled it knows.
      if (job.state === 'cancelled') continue;
      const title = t(`kind.${job.kind}`, { title: job.title });
      const body = job.state === 'failed' ? (job.error?.message ?? t('state.failed')) : t('state.done');
      const show = () => router.push(jobHref(job));
      notify.done(`${title}: ${body}`, { action: { label: t('show'), run: show } });
      showNotice({ title, body, open: show });
    }
  }, [jobs, t, router, notify]);
  return null;
}
