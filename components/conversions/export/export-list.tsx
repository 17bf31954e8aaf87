'use client';
/** What has been exported already, to be fetched, and what is being written. */
import { Download, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { JobProgressLine } from '#components/jobs/job-progress-line.tsx';
import { ButtonAnchor } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import { useExportJobs, useExports, useRemoveExport } from './use-exports.ts';

export function ExportList({ conversionId }: { conversionId: string }) {
  const t = useTranslations('exports');
  const units = useUnits();
  const notify = useNotify();
  const jobs = useExportJobs(conversionId);
  const { data: exports = [] } = useExports(conversionId);
  const remove = useRemoveExport(conversionId);
  if (jobs.length === 0 && exports.length === 0) return null;
  return (
    <section aria-label={t('list')} className="mt-6 flex flex-col gap-3 border-t pt-4">
      {jobs.map((job) => (
        <JobProgressLine key={job.id} job={job} />
      ))}
      <ul className="flex flex-col gap-2">
        {exports.map(({ id, settings, sizeBytes, frames, createdAt }) => (
          <li key={id} className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <p className="truncate text-sm">
                {t(`formats.${settings.format}`)} · {t(`ofs.${settings.of}`)}
              </p>
              <p className="truncate text-xs text-ink-3 tabular">
                {t('facts', { frames })} · {units.bytes(sizeBytes)} · {units.dateTime(createdAt)}
              </p>
            </div>
            <ButtonAnchor href={mediaUrls.conversionExport(conversionId, id)} download>
              <Download aria-hidden />
              {t('fetch')}
            </ButtonAnchor>
            <IconButton label={t('remove')} onClick={() => remove.mutate(id, { onError: notify.failed })}>
              <Trash2 aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
