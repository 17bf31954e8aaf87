'use client';
/** Opens the jobs drawer and says how many are at work. */
import { ListChecks } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useShell } from '#components/shell/shell-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { isOpen, useJobs } from './use-jobs.ts';

export function JobsButton() {
  const t = useTranslations('jobs');
  const { openJobs } = useShell();
  const count = useJobs().data?.filter(isOpen).length ?? 0;
  return (
    <Button look="quiet" onClick={openJobs} aria-label={t('open', { count })} className="px-2 sm:px-3">
      <ListChecks aria-hidden />
      <span className="hidden sm:inline">{t('title')}</span>
      {count > 0 && (
        <span className="flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-2xs text-on-accent tabular">
          {count}
        </span>
      )}
    </Button>
  );
}
