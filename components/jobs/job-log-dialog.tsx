'use client';
/** What a job's worker wrote, with the exact commands it ran: to read, to copy, to save. */
import { useQuery } from '@tanstack/react-query';
import { Copy, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { api, unwrap } from '#components/api/client.ts';
import { mediaUrls } from '#components/api/media-urls.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { Button, ButtonAnchor } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { JobView } from '#core/contract/jobs.ts';
import { isOpen } from './use-jobs.ts';

const refreshMs = 2000;

export function JobLogDialog({ job, onClose }: { job: JobView; onClose: () => void }) {
  const t = useTranslations('jobs');
  const notify = useNotify();
  const { data: text, error } = useQuery({
    queryKey: queryKeys.jobLog(job.id),
    queryFn: () => unwrap(api.GET('/api/jobs/{id}/log.txt', { params: { path: { id: job.id } }, parseAs: 'text' })),
    refetchInterval: isOpen(job) ? refreshMs : false,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('log')}
      description={t(`kind.${job.kind}`, { title: job.title })}
      widest
    >
      <div className="flex flex-col gap-3">
        {error && <Problem error={error} />}
        {text === '' && <p className="text-sm text-ink-2">{t('logEmpty')}</p>}
        {text && (
          <>
            <pre className="max-h-[60dvh] overflow-auto rounded-md bg-hover p-3 font-mono text-2xs break-all whitespace-pre-wrap">
              {text}
            </pre>
            <div className="flex gap-2 self-end">
              <Button
                onClick={() => navigator.clipboard.writeText(text).then(() => notify.done(t('copied')), notify.failed)}
              >
                <Copy aria-hidden />
                {t('copy')}
              </Button>
              <ButtonAnchor href={mediaUrls.jobLog(job.id)} download={`${job.id}.txt`}>
                <Download aria-hidden />
                {t('logFile')}
              </ButtonAnchor>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
