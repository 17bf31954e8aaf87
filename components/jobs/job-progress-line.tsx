'use client';
/** A running job beside what it works on. */
import { Progress } from '#components/ui/progress.tsx';
import type { JobView } from '#core/contract/jobs.ts';
import { CancelJobButton } from './cancel-job-button.tsx';
import { progressShare, useProgressWords } from './use-progress-words.ts';

export function JobProgressLine({ job, cancellable = true }: { job: JobView; cancellable?: boolean }) {
  const words = useProgressWords()(job);
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <p className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-xs text-ink-2 tabular">
          <span>{[words.stage, words.amount].filter(Boolean).join(' · ')}</span>
          <span>{words.pace}</span>
        </p>
        <Progress share={job.state === 'queued' ? 0 : progressShare(job.progress)} label={words.stage} />
      </div>
      {cancellable && <CancelJobButton jobId={job.id} />}
    </div>
  );
}
