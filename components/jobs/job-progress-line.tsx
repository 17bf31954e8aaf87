'use client';
/** A running job beside what it works on. */
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { JobView } from '#core/contract/jobs.ts';
import { useCancelJob } from './use-jobs.ts';
import { progressShare, useProgressWords } from './use-progress-words.ts';

export function JobProgressLine({ job, cancellable = true }: { job: JobView; cancellable?: boolean }) {
  const t = useTranslations('jobs');
  const notify = useNotify();
  const words = useProgressWords()(job);
  const cancel = useCancelJob();
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-xs text-ink-2 tabular">
          <span>{[words.stage, words.amount].filter(Boolean).join(' · ')}</span>
          <span>{words.pace}</span>
        </p>
        <Progress share={job.state === 'queued' ? 0 : progressShare(job.progress)} label={words.stage} />
      </div>
      {cancellable && (
        <IconButton
          label={t('cancel')}
          size="icon-small"
          disabled={cancel.isPending}
          onClick={() => cancel.mutate(job.id, { onError: notify.failed })}
        >
          <X aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
