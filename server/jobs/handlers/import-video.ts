/** The job that looks at a new clip: its digest, its facts, a thumbnail, and whether a browser plays it as it is. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { frameToRgb } from '#core/pixels/frame-to-rgb.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import { startPace } from '#server/pipelines/pace.ts';
import { importPhotos } from './import-photos.ts';

export const importVideo: JobHandler<'import-video'> = async (payload, context) => {
  if (payload.clipKind === 'photos') return importPhotos(payload, context);
  context.progress({ stage: 'probing', done: 0, total: null, unit: 'frames', rate: null, etaSeconds: null });
  const { size } = await stat(payload.sourcePath).catch(() => ({ size: 0 }));
  const [facts, sha256] = await bothOf(context, (signal) => [
    look(payload, { ...context, signal }),
    digest(payload.sourcePath, signal),
  ]);
  return { facts, sha256, sizeBytes: size, playable: isPlayable(facts) };
};

/** Decoding takes longer than hashing, and what one of them has read the other need not read from the disk again. */
const bothOf = async <First, Second>(
  context: JobContext,
  begin: (signal: AbortSignal) => readonly [Promise<First>, Promise<Second>],
): Promise<[First, Second]> => {
  const failed = new AbortController();
  const halves = begin(AbortSignal.any([context.signal, failed.signal]));
  try {
    return await Promise.all(halves);
  } catch (error) {
    failed.abort();
    await Promise.allSettled(halves);
    throw error;
  }
};

const look = async (payload: JobPayload<'import-video'>, context: JobContext): Promise<VideoFacts> => {
  const { tools, signal, progress } = context;
  let pace: ReturnType<typeof startPace> | undefined;
  const facts = await tools.probe.probe({
    path: payload.sourcePath,
    limits: tools.limits,
    frameTimesPath: payload.frameTimesPath,
    onFrame: (done, total) => {
      pace ??= startPace({ stage: 'probing', total, unit: 'frames' });
      if (done % framesBetweenReports === 0) progress(pace(done));
    },
    signal,
  });
  await drawThumbnail(payload, facts, context);
  return facts;
};

const framesBetweenReports = 50;

const thumbnailWidth = 480;

/** A JPEG of the frame at a tenth of the clip, put in place whole. */
const drawThumbnail = async (
  payload: JobPayload<'import-video'>,
  facts: VideoFacts,
  context: JobContext,
): Promise<void> => {
  const frame =
    (await frameFrom(facts.durationSeconds / 10, { payload, facts, context })) ??
    // A clip whose last frame stands for most of it has none so late.
    (await frameFrom(0, { payload, facts, context }));
  if (frame === undefined) return;
  const part = `${payload.thumbnailPath}.part`;
  try {
    await writeFile(part, await context.tools.images.encodeJpeg(frameToRgb(frame), { quality: 85 }));
    await rename(part, payload.thumbnailPath);
  } finally {
    await rm(part, { force: true });
  }
};

interface Clip {
  readonly payload: JobPayload<'import-video'>;
  readonly facts: VideoFacts;
  readonly context: JobContext;
}

const frameFrom = async (
  inSeconds: number,
  { payload, facts, context: { tools, signal } }: Clip,
): Promise<VideoFrame | undefined> => {
  const { sourcePath: path, frameTimesPath } = payload;
  const part = { samplesPerSecond: null, inSeconds, frameTimesPath, maxWidth: thumbnailWidth };
  for await (const frame of tools.frames.readFrames({ path, facts, ...part, signal })) return frame;
  return undefined;
};

const digest = async (path: string, signal: AbortSignal): Promise<string> => {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk as Buffer);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new StudioError('file_missing', 'There is no such file.', { cause });
  }
  return hash.digest('hex');
};

const browserCodecs: readonly string[] = ['h264', 'vp8', 'vp9', 'av1'];
const browserSound: readonly (string | null)[] = ['aac', 'mp3', 'opus', 'vorbis', 'flac', null];

/** 8-bit 4:2:0 in MP4 or WebM: what every browser plays. Matroska of that content says `matroska,webm` as well. */
const isPlayable = (facts: VideoFacts): boolean =>
  /mp4|webm/.test(facts.container) &&
  browserCodecs.includes(facts.codec) &&
  browserSound.includes(facts.audioCodec) &&
  ['yuv420p', 'yuvj420p'].includes(facts.pixelFormat);
