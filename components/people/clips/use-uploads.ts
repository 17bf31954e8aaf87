'use client';
/** A person's uploads under way; those that became clips leave the list by themselves. */
import { useEffect, useSyncExternalStore } from 'react';
import { useJobs } from '#components/jobs/use-jobs.ts';
import type { ClipView } from '#core/contract/clip.ts';
import { type UploadRow, uploads } from './uploads.ts';

const none: readonly UploadRow[] = [];

export interface UploadWithOutcome extends UploadRow {
  /** Why the server did not keep the file after it had all of it. */
  readonly refusal: { code: string; message: string } | null;
}

export function useUploads(personId: string, clips: readonly ClipView[]): readonly UploadWithOutcome[] {
  const rows = useSyncExternalStore(uploads.subscribe, uploads.rows, () => none);
  const { data: jobs = [] } = useJobs();
  const arrived = rows.filter(
    (row) => row.state === 'received' && clips.some((clip) => clip.id === row.clipId && clip.state === 'ready'),
  );
  useEffect(() => {
    for (const row of arrived) uploads.arrived(row.id);
  });
  return rows
    .filter((row) => row.personId === personId)
    .map((row) => {
      const job = row.clipId && jobs.find(({ kind, subject }) => kind === 'import-video' && subject.id === row.clipId);
      return {
        ...row,
        refusal: row.error ?? (job && (job.state === 'failed' || job.state === 'cancelled') ? job.error : null),
      };
    });
}
