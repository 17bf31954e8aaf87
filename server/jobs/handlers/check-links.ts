/** The job that looks at links: what each is, and a small picture of it. One that can't be read stops none of the others. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reportError, StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { LinkChecked, LinkFacts, LinkInspection } from '#core/contract/link.ts';
import type { JobContext, JobHandler, WorkerTools } from '#server/jobs/job-handler.ts';
import type { Glimpse } from '#server/ports/video-glimpse.ts';
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
    const glimpse = await glimpseOf(found, context);
    const durationSeconds = found.facts.durationSeconds ?? glimpse.durationSeconds;
    const facts = { ...found.facts, durationSeconds };
    refuseOverLimits(facts, tools.limits);
    const picture = found.thumbnailUrl === null ? glimpse.picture : await fetchPicture(found.thumbnailUrl, context);
    return { status: 'ready', facts, hasThumbnail: await keepThumbnail(picture, { path: thumbnailPath, tools }) };
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = reportError(error);
    return { status: 'failed', error: { code, message } };
  }
};

type Video = Extract<LinkInspection, { kind: 'video' }>;

const nothing: Glimpse = { durationSeconds: null, picture: null };

/** Enough for the header of a file made for the web, and for its first pictures. */
const glimpseBytes = 3_000_000;

/** Of a plain file whose site says nothing of it: what its beginning tells. That this fails is no failure of the link. */
const glimpseOf = async ({ facts, thumbnailUrl, fileUrl }: Video, { tools, signal }: JobContext): Promise<Glimpse> => {
  if (fileUrl === null || (facts.durationSeconds !== null && thumbnailUrl !== null)) return nothing;
  const folder = await mkdtemp(join(tmpdir(), 'understudy-glimpse-'));
  try {
    const { bytes } = await tools.net.fetch(fileUrl, { maxBytes: glimpseBytes, signal });
    const path = join(folder, 'beginning');
    await writeFile(path, bytes);
    return await tools.glimpse.look(path, signal);
  } catch {
    signal.throwIfAborted();
    return nothing;
  } finally {
    await rm(folder, { recursive: true, force: true });
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

const fetchPicture = async (url: string, { tools, signal }: JobContext): Promise<Uint8Array | null> => {
  try {
    return (await tools.net.fetch(url, { maxBytes: maxThumbnailBytes, signal })).bytes;
  } catch {
    signal.throwIfAborted();
    return null;
  }
};

interface Kept {
  readonly path: string;
  readonly tools: Pick<WorkerTools, 'images'>;
}

/** Drawn anew, so that the page never asks the site for it and nothing but pixels of it is kept. A missing picture is no failure. */
const keepThumbnail = async (bytes: Uint8Array | null, { path, tools: { images } }: Kept): Promise<boolean> => {
  if (bytes === null) return false;
  try {
    const image = await images.decode(bytes, { maxSide: thumbnailSidePx });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await images.encodeJpeg(image, { quality: 80 }));
    return true;
  } catch (error) {
    if (error instanceof StudioError && error.code === 'not_an_image') return false;
    throw error;
  }
};
