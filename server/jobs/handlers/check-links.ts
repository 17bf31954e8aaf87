/** The job that looks at links: what each is, and a small picture of it. One that can't be read stops none of the others. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { reportError, StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { LinkChecked, LinkFacts } from '#core/contract/link.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import type { VideoLimits } from '#server/ports/video-probe.ts';

type Link = JobPayload<'check-links'>['links'][number];

/** Mostly waiting for the site. */
const atOnce = 3;

export const checkLinks: JobHandler<'check-links'> = async ({ links }, context) => {
  const waiting = [...links];
  let checked = 0;
  const tell = () =>
    context.progress({
      ...{ stage: 'checking', unit: 'links', done: checked, total: links.length },
      ...{ rate: null, etaSeconds: null },
    });
  const work = async (): Promise<void> => {
    for (let link = waiting.shift(); link !== undefined; link = waiting.shift()) {
      context.signal.throwIfAborted();
      const found = await check(link, context);
      await context.news({ kind: 'link-checked', linkId: link.linkId, checked: found });
      checked += 1;
      tell();
    }
  };
  tell();
  await Promise.all(Array.from({ length: atOnce }, work));
  return { checked };
};

const check = async ({ thumbnailPath, ...link }: Link, context: JobContext): Promise<LinkChecked> => {
  const { tools, signal } = context;
  try {
    const found = await tools.links.inspect({ url: link.url, item: link.item }, signal);
    if (found.kind === 'playlist') return { status: 'choosing', playlist: found.playlist };
    refuseOverLimits(found.facts, tools.limits);
    const hasThumbnail = await keepThumbnail({ url: found.thumbnailUrl, path: thumbnailPath, context });
    return { status: 'ready', facts: found.facts, hasThumbnail };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = reportError(error);
    return { status: 'failed', error: { code, message } };
  }
};

/** Before a byte of it moves. @throws StudioError video_too_long, file_too_large */
const refuseOverLimits = ({ durationSeconds, sizeBytes }: LinkFacts, limits: VideoLimits): void => {
  const { maxDurationSeconds, maxFileBytes } = limits;
  if ((durationSeconds ?? 0) > maxDurationSeconds) {
    const facts = { durationSeconds, maxDurationSeconds };
    throw new StudioError('video_too_long', 'The video is longer than this studio allows.', { facts });
  }
  if ((sizeBytes ?? 0) > maxFileBytes) {
    const facts = { sizeBytes, maxFileBytes };
    throw new StudioError('file_too_large', 'The file is larger than this studio allows.', { facts });
  }
};

const maxThumbnailBytes = 8_000_000;
const thumbnailSidePx = 480;

/** Drawn anew, so that the page never asks the site for it and nothing but pixels of it is kept. A missing picture is no failure. */
const keepThumbnail = async (options: { url: string | null; path: string; context: JobContext }): Promise<boolean> => {
  const { net, images } = options.context.tools;
  const { signal } = options.context;
  if (options.url === null) return false;
  try {
    const { bytes } = await net.fetch(options.url, { maxBytes: maxThumbnailBytes, signal });
    const image = await images.decode(bytes, { maxSide: thumbnailSidePx });
    await mkdir(dirname(options.path), { recursive: true });
    await writeFile(options.path, await images.encodeJpeg(image, { quality: 80 }));
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
};
