'use client';
/** Three seconds around the cursor, converted as the whole would be: a conversion of a part, shown where it was asked for. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useConversion, useCreateConversion } from '#components/conversions/use-conversions.ts';
import { JobProgressLine } from '#components/jobs/job-progress-line.tsx';
import { useJob, useMoveJob } from '#components/jobs/use-jobs.ts';
import { Button } from '#components/ui/button.tsx';
import { Problem } from '#components/ui/problem.tsx';
import type { CreateConversion } from '#core/contract/conversion.ts';

interface Props {
  request: CreateConversion;
  aroundSeconds: number;
  durationSeconds: number;
  children: ReactNode;
}

const trialSeconds = 3;

export function TrialClip({ request, aroundSeconds, durationSeconds, children }: Props) {
  const create = useCreateConversion();
  const move = useMoveJob();
  const [id, setId] = useState('');
  const inSeconds = Math.max(0, Math.min(aroundSeconds - trialSeconds / 2, durationSeconds - trialSeconds));
  const begin = () =>
    create.mutate(
      {
        ...request,
        settings: {
          ...request.settings,
          ...{ inSeconds, outSeconds: inSeconds + trialSeconds, sideBySide: true, format: 'h264' },
        },
      },
      {
        onSuccess: ({ id: created, jobId }) => {
          setId(created);
          // Somebody looks at it: it does not wait behind whole clips. Refused where it has begun, and then there is no need.
          if (jobId) move.mutate({ id: jobId, to: 'first' });
        },
      },
    );
  return (
    <div className="flex flex-col gap-3">
      <Button onClick={begin} disabled={create.isPending} className="self-start">
        {children}
      </Button>
      {create.error && <Problem error={create.error} />}
      {id !== '' && <Shown conversionId={id} />}
    </div>
  );
}

function Shown({ conversionId }: { conversionId: string }) {
  const t = useTranslations('trial');
  const { data: conversion } = useConversion(conversionId);
  const job = useJob(conversion?.jobId);
  if (!conversion) return null;
  if (conversion.state === 'failed' && conversion.error) return <Problem error={conversion.error} />;
  if (conversion.withheld) return <Problem error={conversion.withheld} />;
  if (conversion.state !== 'done') return job ? <JobProgressLine job={job} /> : null;
  return (
    <div className="flex flex-col gap-1">
      <video
        src={mediaUrls.sideBySide(conversionId)}
        aria-label={t('clipLabel')}
        autoPlay
        loop
        muted
        playsInline
        controls
        className="w-full rounded-lg bg-black"
      />
      <Link href={`/conversions/${conversionId}`} className="self-start text-xs underline underline-offset-2">
        {t('open')}
      </Link>
    </div>
  );
}
