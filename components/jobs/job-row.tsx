'use client';
/** One job, always of the same height, so that the list does not jump while it runs. */
import {
  AudioLines,
  Box,
  Clapperboard,
  Crop,
  Download,
  FileArchive,
  FileVideo,
  ImageDown,
  Link2,
  type LucideIcon,
  MonitorPlay,
  PackageCheck,
  PackageOpen,
  ScanFace,
  Waypoints,
} from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { useProblemWords } from '#components/ui/problem.tsx';
import { Progress } from '#components/ui/progress.tsx';
import type { JobView } from '#core/contract/jobs.ts';
import { CancelJobButton } from './cancel-job-button.tsx';
import { HoldJobButton } from './hold-job-button.tsx';
import { JobMenu } from './job-menu.tsx';
import { isOpen } from './use-jobs.ts';
import { progressShare, useProgressWords } from './use-progress-words.ts';

const icons: Record<JobView['kind'], LucideIcon> = {
  'check-links': Link2,
  'download-clip': Download,
  'import-video': FileVideo,
  'make-proxy': MonitorPlay,
  'extract-faces': ScanFace,
  'fix-face': Crop,
  'import-dataset': FileArchive,
  'train-autoencoder': Waypoints,
  'convert-video': Clapperboard,
  'export-conversion': ImageDown,
  'export-model': Box,
  'share-model': PackageOpen,
  'import-model': PackageCheck,
  'import-dfm': PackageCheck,
};

const tones: Record<JobView['state'], Tone> = {
  queued: 'neutral',
  running: 'accent',
  paused: 'warn',
  done: 'good',
  cancelled: 'neutral',
  failed: 'bad',
};

export const jobHref = ({ kind, state, subject }: JobView): string =>
  // A model file that was not taken has become no run, and a model of others stands in the list.
  subject.type === 'model' || (kind === 'import-model' && state !== 'done')
    ? '/training'
    : subject.type === 'run'
      ? `/training/${subject.id}`
      : subject.type === 'conversion'
        ? `/conversions/${subject.id}`
        : subject.personId
          ? `/people/${subject.personId}`
          : '/people';

export function JobRow({ job, onFollow }: { job: JobView; onFollow: () => void }) {
  const t = useTranslations('jobs');
  const Icon = icons[job.kind] ?? AudioLines;
  return (
    <li className="flex h-[5.5rem] items-start gap-3 border-b px-5 py-3">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2">
          <Link href={jobHref(job)} onClick={onFollow} className="min-w-0 truncate text-sm font-medium hover:underline">
            {t(`kind.${job.kind}`, { title: job.title })}
          </Link>
          {job.state !== 'running' && <Badge tone={tones[job.state]}>{t(`state.${job.state}`)}</Badge>}
        </div>
        {isOpen(job) ? <OpenJob job={job} /> : <EndedJob job={job} />}
      </div>
      <div className="flex shrink-0 items-center">
        <HoldJobButton job={job} />
        {isOpen(job) && <CancelJobButton jobId={job.id} />}
        <JobMenu job={job} />
      </div>
    </li>
  );
}

function OpenJob({ job }: { job: JobView }) {
  const t = useTranslations('jobs');
  const words = useProgressWords()(job);
  return (
    <>
      <p className="truncate text-xs text-ink-2 tabular">{[words.stage, words.amount].filter(Boolean).join(' · ')}</p>
      <div className="my-1.5">
        <Progress
          share={job.state === 'queued' ? 0 : progressShare(job.progress)}
          label={t(`kind.${job.kind}`, { title: job.title })}
        />
      </div>
      <p className="truncate text-xs text-ink-3 tabular">{words.pace}</p>
    </>
  );
}

function EndedJob({ job }: { job: JobView }) {
  const t = useTranslations('jobs');
  const units = useUnits();
  const problemWords = useProblemWords();
  const seconds = job.startedAt && job.endedAt ? (Date.parse(job.endedAt) - Date.parse(job.startedAt)) / 1000 : null;
  return (
    <>
      {job.error && (
        <p className="line-clamp-2 text-xs text-bad" title={job.error.message}>
          {problemWords(job.error)} <code className="font-mono">{job.error.code}</code>
        </p>
      )}
      <p className="truncate text-xs text-ink-3 tabular">
        {job.endedAt && units.dateTime(job.endedAt)}
        {seconds !== null && ` · ${t('took', { time: units.span(seconds) })}`}
      </p>
    </>
  );
}
