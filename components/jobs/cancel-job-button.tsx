'use client';
/** Ends a job, wherever it is shown. */
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import { useCancelJob } from './use-jobs.ts';

export function CancelJobButton({ jobId }: { jobId: string }) {
  const t = useTranslations('jobs');
  const notify = useNotify();
  const cancel = useCancelJob();
  return (
    <IconButton
      label={t('cancel')}
      size="icon-small"
      disabled={cancel.isPending}
      onClick={() => cancel.mutate(jobId, { onError: notify.failed })}
    >
      <X aria-hidden />
    </IconButton>
  );
}
