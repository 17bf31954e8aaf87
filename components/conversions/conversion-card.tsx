'use client';
/** A conversion in the list. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { useJob } from '#components/jobs/use-jobs.ts';
import { progressShare } from '#components/jobs/use-progress-words.ts';
import { Progress } from '#components/ui/progress.tsx';
import type { ConversionView } from '#core/contract/conversion.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import { ConversionBadge } from './conversion-badge.tsx';
import { useDirectionWords } from './use-direction-words.ts';

export function ConversionCard({ conversion }: { conversion: ConversionView }) {
  const t = useTranslations('conversions');
  const units = useUnits();
  const direction = useDirectionWords();
  const job = useJob(conversion.jobId);
  return (
    <li>
      <Link
        href={`/conversions/${conversion.id}`}
        className="flex h-full flex-col overflow-hidden rounded-lg border bg-surface transition-colors hover:border-line-strong"
      >
        <Poster conversion={conversion} />
        <div className="flex flex-1 flex-col gap-1.5 p-4">
          <div className="flex items-start justify-between gap-2">
            <p className="min-w-0 font-medium text-pretty">{direction(conversion, conversion.settings.to)}</p>
            <ConversionBadge conversion={conversion} />
          </div>
          <p className="truncate text-sm text-ink-2">{conversion.clipName}</p>
          {conversion.state === 'running' && (
            <Progress share={progressShare(job?.progress ?? null)} label={t('state.running')} />
          )}
          <p className="mt-auto text-xs text-ink-3 tabular">
            {conversion.iteration !== null && t('atIteration', { iteration: units.number(conversion.iteration) })}
            {conversion.model?.name} · {units.dateTime(conversion.createdAt)}
          </p>
        </div>
      </Link>
    </li>
  );
}

/** A frame of the result once there is one that may be shown, beside the original where browsers play but that; else of the clip. */
function Poster({ conversion }: { conversion: ConversionView }) {
  const { id, state, withheld, settings, hasSideBySide } = conversion;
  const plays = videoFiles[settings.format].playsInBrowsers;
  return (
    <div className="relative aspect-video overflow-hidden bg-stage">
      {state === 'done' && !withheld && (plays || hasSideBySide) ? (
        <video
          src={`${plays ? mediaUrls.video(id) : mediaUrls.sideBySide(id)}#t=0.5`}
          muted
          playsInline
          preload="metadata"
          tabIndex={-1}
          className="absolute size-full object-contain"
        />
      ) : (
        // biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size
        <img
          src={mediaUrls.thumbnail(conversion.clipId)}
          alt=""
          className="absolute size-full object-contain opacity-60"
        />
      )}
    </div>
  );
}
