/**
 * The job that downloads the video of a link. A site that fails is asked again, each time later; what has come stays in the
 * link's folder, so that the next try, this job's or another's, goes on from there.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import type { DownloadedVideo, DownloadProgress } from '#server/ports/video-links.ts';

export const downloadClip: JobHandler<'download-clip'> = async (payload, context) => {
  context.progress(progressOf({ receivedBytes: 0, totalBytes: null, bytesPerSecond: null, etaSeconds: null }));
  await mkdir(payload.folder, { recursive: true });
  const { path, title } = await downloadPatiently(payload, context);
  const { size } = await stat(path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { signal: context.signal });
  return { path, title, sizeBytes: size, sha256: hash.digest('hex') };
};

/** Between two tries that brought nothing; after the last one the job has failed. */
const pausesMs: readonly number[] = [2000, 5000, 15_000, 30_000];

const downloadPatiently = async (
  { target, folder }: JobPayload<'download-clip'>,
  { tools, signal, progress }: JobContext,
): Promise<DownloadedVideo> => {
  let newest: DownloadProgress = { receivedBytes: 0, totalBytes: null, bytesPerSecond: null, etaSeconds: null };
  let idleTries = 0;
  for (;;) {
    const { receivedBytes } = newest;
    try {
      const onProgress = (told: DownloadProgress) => {
        newest = told;
        progress(progressOf(told));
      };
      return await tools.links.download({ target, folder, limits: tools.limits, signal, onProgress });
    } catch (error) {
      idleTries = newest.receivedBytes > receivedBytes ? 0 : idleTries + 1;
      const pauseMs = pausesMs[Math.max(0, idleTries - 1)];
      if (signal.aborted || pauseMs === undefined || !mayPass(error)) throw error;
      progress({ ...progressOf(newest), stage: 'waiting', rate: null, etaSeconds: pauseMs / 1000 });
      await wait(pauseMs, undefined, { signal });
    }
  }
};

const mayPass = (error: unknown): boolean => error instanceof StudioError && error.code === 'link_unreachable';

const progressOf = ({ receivedBytes, totalBytes, bytesPerSecond, etaSeconds }: DownloadProgress) =>
  ({
    stage: 'downloading',
    unit: 'bytes',
    done: receivedBytes,
    total: totalBytes,
    rate: bytesPerSecond,
    etaSeconds,
  }) as const;
