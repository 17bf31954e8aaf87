'use client';
/** Start, pause, go on, stop; a preview or a checkpoint now. Only what fits the state is offered. */
import { Camera, Pause, Play, Save, Square } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useJob } from '#components/jobs/use-jobs.ts';
import { useProgressWords } from '#components/jobs/use-progress-words.ts';
import { useShortcut } from '#components/shortcuts/use-shortcut.ts';
import { Button } from '#components/ui/button.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { RunCommand, RunView } from '#core/contract/run.ts';
import { isRunCommandAllowed } from '#core/studio/run-states.ts';
import { RunBadge } from './run-badge.tsx';
import { useRunCommand } from './use-runs.ts';

export function RunControls({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const notify = useNotify();
  const command = useRunCommand(run.id);
  const job = useJob(run.jobId);
  const words = useProgressWords();
  const give = (name: RunCommand) => command.mutate(name, { onError: notify.failed });
  const can = (name: RunCommand) => isRunCommandAllowed(run.state, name);
  const shared = { disabled: command.isPending };
  useShortcut('previewNow', () => give('preview'), { enabled: can('preview') });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {can('start') && (
        <Button look="primary" {...shared} onClick={() => give('start')}>
          <Play aria-hidden />
          {run.iteration > 0 ? t('goOn') : t('start')}
        </Button>
      )}
      {can('pause') && (
        <Button {...shared} onClick={() => give('pause')}>
          <Pause aria-hidden />
          {t('pause')}
        </Button>
      )}
      {can('resume') && (
        <Button look="primary" {...shared} onClick={() => give('resume')}>
          <Play aria-hidden />
          {t('resume')}
        </Button>
      )}
      {can('stop') && (
        <Button {...shared} onClick={() => give('stop')}>
          <Square aria-hidden />
          {t('stop')}
        </Button>
      )}
      {can('preview') && (
        <Button look="quiet" {...shared} onClick={() => give('preview')}>
          <Camera aria-hidden />
          {t('previewNow')}
        </Button>
      )}
      {can('checkpoint') && (
        <Button look="quiet" {...shared} onClick={() => give('checkpoint')}>
          <Save aria-hidden />
          {t('saveNow')}
        </Button>
      )}
      <div className="ml-auto flex items-center gap-3 text-sm text-ink-2 tabular">
        {job?.state === 'running' && job.progress?.stage !== 'training' && words(job).stage}
        {job?.state === 'running' && job.progress?.etaSeconds != null && words(job).pace.split(' · ').at(-1)}
        <RunBadge state={run.state} />
      </div>
    </div>
  );
}
