'use client';
/** One clip: what it looks like, what it is, how many faces it gave, and the extraction while it runs. */
import { Images, MoreHorizontal, Play, ScanFace, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { JobProgressLine } from '#components/jobs/job-progress-line.tsx';
import { isOpen, useJob, useJobs } from '#components/jobs/use-jobs.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { JobView } from '#core/contract/jobs.ts';
import type { PersonView } from '#core/contract/person.ts';
import { ClipFacts } from './clip-facts.tsx';
import { ClipPlayer, playableUrl } from './clip-player.tsx';
import { ExtractDialog } from './extract-dialog.tsx';
import { SkippedFiles } from './skipped-files.tsx';
import { useRemoveClip } from './use-clips.ts';

export function ClipRow({ clip, person }: { clip: ClipView; person: PersonView }) {
  const t = useTranslations('clips');
  const [playing, setPlaying] = useState(false);
  const job = useJob(clip.jobId);
  const total = clip.faces.kept + clip.faces.rejected + clip.faces.other;
  return (
    <li>
      <Card className="flex flex-col gap-4 p-4 sm:flex-row">
        <Thumbnail clip={clip} onPlay={() => setPlaying(true)} />
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <p className="truncate font-medium">{clip.name}</p>
          <ClipFacts clip={clip} />
          {job && isOpen(job) ? <JobProgressLine job={job} /> : <LastFailure clip={clip} />}
          <SkippedFiles files={clip.skipped} />
          {total > 0 && (
            <p className="text-sm text-ink-2 tabular">
              {t('faces', { kept: clip.faces.kept, rejected: clip.faces.rejected, other: clip.faces.other })}
            </p>
          )}
        </div>
        <Actions clip={clip} person={person} busy={job !== undefined && isOpen(job) && isInTheWay(job)} total={total} />
      </Card>
      <ClipPlayer clip={clip} open={playing} onOpenChange={setPlaying} />
    </li>
  );
}

/** A version for browsers is made behind everything else. */
const isInTheWay = ({ kind }: JobView): boolean => kind !== 'make-proxy';

function Thumbnail({ clip, onPlay }: { clip: ClipView; onPlay: () => void }) {
  const t = useTranslations('clips');
  const isPlayable = playableUrl(clip) !== undefined;
  const frame = 'relative aspect-video w-full shrink-0 overflow-hidden rounded-md bg-stage sm:w-44';
  if (clip.state !== 'ready') return <div className={frame} />;
  return (
    <button
      type="button"
      className={`${frame} group`}
      onClick={onPlay}
      disabled={!isPlayable}
      aria-label={t('play', { name: clip.name })}
    >
      {/* biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size */}
      <img src={mediaUrls.thumbnail(clip.id)} alt="" className="size-full object-contain" />
      {isPlayable && (
        <span className="absolute inset-0 flex items-center justify-center opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
          <span className="rounded-full bg-black/60 p-2 text-white">
            <Play aria-hidden className="size-5" />
          </span>
        </span>
      )}
    </button>
  );
}

/** The clip's last extraction, when it failed. */
function LastFailure({ clip }: { clip: ClipView }) {
  const { data: jobs = [] } = useJobs();
  const last = jobs.find((job) => job.kind === 'extract-faces' && job.subject.id === clip.id);
  return last?.state === 'failed' && last.error ? <Problem error={last.error} /> : null;
}

interface ActionsProps {
  clip: ClipView;
  person: PersonView;
  busy: boolean;
  total: number;
}

function Actions({ clip, person, busy, total }: ActionsProps) {
  const t = useTranslations('clips');
  const notify = useNotify();
  const remove = useRemoveClip();
  const [dialog, setDialog] = useState<'extract' | 'remove' | null>(null);
  const canExtract = clip.state === 'ready' && !busy && person.consent === 'active';
  return (
    <div className="flex shrink-0 items-start gap-2 self-end sm:self-start">
      {total === 0 ? (
        <Button
          look="primary"
          size="small"
          disabled={!canExtract}
          className={busy ? 'hidden' : undefined}
          onClick={() => setDialog('extract')}
        >
          <ScanFace aria-hidden />
          {t('extract')}
        </Button>
      ) : (
        <ButtonLink size="small" href={`/people/${person.id}/faces?clip=${clip.id}`}>
          <Images aria-hidden />
          {t('review')}
        </ButtonLink>
      )}
      <Menu
        trigger={
          <IconButton label={t('more', { name: clip.name })} size="icon-small">
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
        items={[
          {
            label: total > 0 ? t('extractAgain') : t('extract'),
            icon: ScanFace,
            disabled: !canExtract,
            run: () => setDialog('extract'),
          },
          { label: t('remove'), icon: Trash2, danger: true, run: () => setDialog('remove') },
        ]}
      />
      <ExtractDialog clip={clip} open={dialog === 'extract'} onClose={() => setDialog(null)} />
      <ConfirmDialog
        open={dialog === 'remove'}
        onOpenChange={() => setDialog(null)}
        title={t('removeTitle', { name: clip.name })}
        description={t('removeText')}
        action={t('remove')}
        onConfirm={() => remove.mutate(clip, { onError: notify.failed })}
      />
    </div>
  );
}
