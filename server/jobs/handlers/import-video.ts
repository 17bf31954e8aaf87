/** The job that looks at a new clip: its digest, its facts, a thumbnail, and whether a browser plays it as it is. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { frameToRgb } from '#core/pixels/frame-to-rgb.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import { startPace } from '#server/pipelines/pace.ts';

export const importVideo: JobHandler<'import-video'> = async (payload, context) => {
  const { tools, signal, progress } = context;
  const path = payload.sourcePath;
  progress({ stage: 'probing', done: 0, total: null, unit: 'frames', rate: null, etaSeconds: null });
  // Refused by size or header before the whole file is read.
  const { frameTimesPath } = payload;
  const facts = await tools.probe.probe({ path, limits: tools.limits, frameTimesPath, signal });
  await drawThumbnail(payload, facts, context);
  const { size } = await stat(path);
  const sha256 = await digest({ path, sizeBytes: size, context });
  return { facts, sha256, sizeBytes: size, playable: isPlayable(facts) };
};

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

const bytesBetweenReports = 32 << 20;

const digest = async (options: { path: string; sizeBytes: number; context: JobContext }): Promise<string> => {
  const hash = createHash('sha256');
  const pace = startPace({ stage: 'reading', total: options.sizeBytes, unit: 'bytes' });
  let [read, reported] = [0, 0];
  for await (const chunk of createReadStream(options.path, {
    highWaterMark: 1 << 20,
    signal: options.context.signal,
  })) {
    hash.update(chunk as Buffer);
    read += (chunk as Buffer).length;
    if (read - reported < bytesBetweenReports) continue;
    reported = read;
    options.context.progress(pace(read));
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
