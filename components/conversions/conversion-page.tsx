'use client';
/** One conversion: its progress, then the result beside the original, and the files. */
import { Download, MoreHorizontal, RotateCcw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { JobProgressLine } from '#components/jobs/job-progress-line.tsx';
import { useJob } from '#components/jobs/use-jobs.ts';
import { useClips } from '#components/people/clips/use-clips.ts';
import { Page } from '#components/shell/page.tsx';
import { WhenLoaded } from '#components/shell/when-loaded.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionView } from '#core/contract/conversion.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import { ConversionBadge } from './conversion-badge.tsx';
import { ConversionFacts } from './conversion-facts.tsx';
import { ExportDialog } from './export/export-dialog.tsx';
import { ComparePlayer } from './player/compare-player.tsx';
import { ReportSection } from './report/report-section.tsx';
import { useConversion, useRemoveConversion, useRetryConversion } from './use-conversions.ts';
import { useDirectionWords } from './use-direction-words.ts';

export function ConversionPage({ conversionId }: { conversionId: string }) {
  return (
    <WhenLoaded query={useConversion(conversionId)}>{(conversion) => <Loaded conversion={conversion} />}</WhenLoaded>
  );
}

function Loaded({ conversion }: { conversion: ConversionView }) {
  const t = useTranslations('conversions');
  const direction = useDirectionWords();
  const { data: clips = [], isPending } = useClips();
  const clip = clips.find(({ id }) => id === conversion.clipId);
  return (
    <Page
      title={direction(conversion, conversion.settings.to)}
      trail={[{ href: '/conversions', label: t('title') }]}
      actions={
        <>
          {conversion.state === 'done' && !conversion.withheld && <DownloadMenu conversion={conversion} clip={clip} />}
          <ConversionMenu conversion={conversion} />
        </>
      }
    >
      {conversion.state === 'done' && conversion.withheld && <Withheld reason={conversion.withheld} />}
      {conversion.state === 'done' && !conversion.withheld && !isPending && (
        <Watching conversion={conversion} clip={clip} />
      )}
      {conversion.state !== 'done' && <Waiting conversion={conversion} />}
      <ConversionFacts conversion={conversion} clip={clip} />
    </Page>
  );
}

/** Of a format that browsers do not play, the side-by-side file is shown. */
function Watching({ conversion, clip }: { conversion: ConversionView; clip: ClipView | undefined }) {
  const t = useTranslations('conversions');
  const { format } = conversion.settings;
  const plays = videoFiles[format].playsInBrowsers;
  const words = { format: t(`formats.${format}`) };
  if (!plays && !conversion.hasSideBySide) return <Card className="p-5 text-sm">{t('onlyDownload', words)}</Card>;
  return (
    <>
      <ComparePlayer
        conversion={conversion}
        clip={clip}
        below={(clock) => <ReportSection conversion={conversion} clock={clock} />}
      />
      {!plays && <p className="text-sm text-ink-2">{t('notPlayed', words)}</p>}
    </>
  );
}

function Withheld({ reason }: { reason: NonNullable<ConversionView['withheld']> }) {
  const t = useTranslations('conversions');
  return (
    <Card className="flex flex-col gap-4 p-5">
      <Problem error={reason} />
      <p className="text-sm text-ink-2">{t('withheld')}</p>
    </Card>
  );
}

function Waiting({ conversion }: { conversion: ConversionView }) {
  const t = useTranslations('conversions');
  const units = useUnits();
  const job = useJob(conversion.jobId);
  const { state, error, keptSeconds } = conversion;
  const { keptSeconds: goesOnAt, takenOverSeconds } = job?.progress ?? {};
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div className="flex items-center gap-3">
        <p className="min-w-0 flex-1 truncate font-medium">{conversion.clipName}</p>
        <ConversionBadge conversion={conversion} />
      </div>
      {(state === 'queued' || state === 'running') && job && <JobProgressLine job={job} />}
      {goesOnAt !== undefined && <p className="text-sm text-ink-2">{t('goesOn', { time: units.clock(goesOnAt) })}</p>}
      {takenOverSeconds !== undefined && (
        <p className="text-sm text-ink-2">{t('takenOver', { time: units.span(takenOverSeconds) })}</p>
      )}
      {state === 'failed' && error && <Problem error={error} />}
      {(state === 'failed' || state === 'cancelled') && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-ink-2">
            {state === 'cancelled' && t('cancelledText')}
            {keptSeconds !== null && t('kept', { time: units.clock(keptSeconds) })}
          </p>
          <RetryButton conversion={conversion} />
        </div>
      )}
    </Card>
  );
}

function RetryButton({ conversion }: { conversion: ConversionView }) {
  const t = useTranslations('conversions');
  const notify = useNotify();
  const retry = useRetryConversion();
  return (
    <Button
      size="small"
      className="shrink-0"
      disabled={retry.isPending}
      onClick={() => retry.mutate(conversion.id, { onError: notify.failed })}
    >
      <RotateCcw aria-hidden />
      {t('retry')}
    </Button>
  );
}

function DownloadMenu({ conversion, clip }: { conversion: ConversionView; clip: ClipView | undefined }) {
  const t = useTranslations('conversions');
  const units = useUnits();
  const [exporting, setExporting] = useState(false);
  const items = [
    {
      label: t('downloadResult'),
      note: conversion.sizeBytes === null ? undefined : units.bytes(conversion.sizeBytes),
      href: mediaUrls.download(mediaUrls.video(conversion.id)),
    },
    ...(conversion.hasSideBySide
      ? [{ label: t('downloadSideBySide'), href: mediaUrls.download(mediaUrls.sideBySide(conversion.id)) }]
      : []),
    { label: t('downloadSettings'), href: mediaUrls.conversionSettings(conversion.id) },
    ...(clip ? [{ label: t('downloadOther'), run: () => setExporting(true) }] : []),
  ];
  return (
    <>
      <Menu
        trigger={
          <Button look="primary">
            <Download aria-hidden />
            {t('download')}
          </Button>
        }
        items={items}
      />
      {exporting && clip && <ExportDialog conversion={conversion} clip={clip} onClose={() => setExporting(false)} />}
    </>
  );
}

function ConversionMenu({ conversion }: { conversion: ConversionView }) {
  const t = useTranslations('conversions');
  const router = useRouter();
  const notify = useNotify();
  const remove = useRemoveConversion();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('more')}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
        items={[{ label: t('remove'), icon: Trash2, danger: true, run: () => setAsking(true) }]}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('removeTitle')}
        description={t('removeText')}
        action={t('remove')}
        onConfirm={() =>
          remove.mutate(conversion.id, { onSuccess: () => router.push('/conversions'), onError: notify.failed })
        }
      />
    </>
  );
}
