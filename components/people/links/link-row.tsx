'use client';
/** One link: its picture, what it is, how far its download is, and why it failed. */
import { Download, Film, ListChecks, RotateCw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { JobProgressLine } from '#components/jobs/job-progress-line.tsx';
import { isOpen, useJob } from '#components/jobs/use-jobs.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { LinkState, LinkView } from '#core/contract/link.ts';
import { ChooseDialog } from './choose-dialog.tsx';
import { useDownloadLinks, useRemoveLink, useRetryLink } from './use-links.ts';

interface Props {
  link: LinkView;
  /** The clip it became, where that is here. */
  clip: ClipView | undefined;
}

const tones: Record<LinkState, Tone> = {
  checking: 'neutral',
  choosing: 'warn',
  ready: 'accent',
  queued: 'neutral',
  downloading: 'accent',
  done: 'good',
  failed: 'bad',
};

export function LinkRow({ link, clip }: Props) {
  const t = useTranslations('links');
  const job = useJob(link.jobId);
  const isGone = link.state === 'done' && link.clipId === null;
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex items-start gap-3">
        <Picture link={link} clip={clip} />
        <div className="min-w-0 flex-1">
          <p className="line-clamp-2 text-sm font-medium wrap-anywhere">{titleOf(link)}</p>
          <Facts link={link} clip={clip} />
          <Badge tone={isGone ? 'warn' : tones[link.state]} className="mt-1">
            {isGone ? t('clipGone') : t(`state.${link.state}`)}
          </Badge>
        </div>
        <Actions link={link} isGone={isGone} />
      </div>
      {job && isOpen(job) && <JobProgressLine job={job} />}
      {link.error && <Problem error={link.error} />}
    </li>
  );
}

const titleOf = ({ facts, playlist, url }: LinkView): string => facts?.title ?? playlist?.title ?? url;

function Picture({ link, clip }: Props) {
  const source = link.hasThumbnail
    ? mediaUrls.linkThumbnail(link.id)
    : clip?.state === 'ready'
      ? mediaUrls.thumbnail(clip.id)
      : undefined;
  return (
    <div className="flex aspect-video w-24 shrink-0 items-center justify-center overflow-hidden rounded-md bg-stage sm:w-32">
      {/* biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size */}
      {source && <img src={source} alt="" className="size-full object-contain" />}
      {!source && <Film aria-hidden className="size-5 text-ink-3" strokeWidth={1.5} />}
    </div>
  );
}

function Facts({ link, clip }: Props) {
  const t = useTranslations('links');
  const units = useUnits();
  const { facts, playlist, url } = link;
  const durationSeconds = clip?.facts?.durationSeconds ?? facts?.durationSeconds;
  const sizeBytes = clip?.sizeBytes || facts?.sizeBytes;
  const parts: ReactNode[] = [
    facts?.site,
    playlist && t('entries', { count: playlist.count }),
    durationSeconds && units.clock(durationSeconds),
    sizeBytes && units.bytes(sizeBytes),
  ];
  const said = parts.filter(Boolean).join(' · ');
  return (
    <>
      {said && <p className="text-xs text-ink-2 tabular">{said}</p>}
      {facts?.note && <p className="text-xs text-warn">{t('noJavaScript')}</p>}
      {titleOf(link) !== url && <p className="truncate font-mono text-2xs text-ink-3">{url}</p>}
    </>
  );
}

function Actions({ link, isGone }: { link: LinkView; isGone: boolean }) {
  const t = useTranslations('links');
  const notify = useNotify();
  const download = useDownloadLinks();
  const retry = useRetryLink();
  const remove = useRemoveLink();
  const [choosing, setChoosing] = useState(false);
  const failed = { onError: notify.failed };
  return (
    <div className="flex shrink-0 items-start gap-1">
      {(link.state === 'ready' || isGone) && (
        <Button size="small" disabled={download.isPending} onClick={() => download.mutate([link.id], failed)}>
          <Download aria-hidden />
          <span className="max-sm:sr-only">{t('download')}</span>
        </Button>
      )}
      {link.state === 'failed' && (
        <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate(link.id, failed)}>
          <RotateCw aria-hidden />
          <span className="max-sm:sr-only">{t('retry')}</span>
        </Button>
      )}
      {link.state === 'choosing' && (
        <Button size="small" look="primary" onClick={() => setChoosing(true)}>
          <ListChecks aria-hidden />
          <span className="max-sm:sr-only">{t('choose')}</span>
        </Button>
      )}
      <IconButton
        label={t('remove', { title: titleOf(link) })}
        size="icon-small"
        disabled={remove.isPending}
        onClick={() => remove.mutate(link, failed)}
      >
        <Trash2 aria-hidden />
      </IconButton>
      {link.playlist && choosing && (
        <ChooseDialog link={link} playlist={link.playlist} onClose={() => setChoosing(false)} />
      )}
    </div>
  );
}
