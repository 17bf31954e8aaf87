/** The job that looks at a new clip: its digest, its facts, a thumbnail, and whether a browser plays it as it is. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { JobContext, JobHandler } from '#server/jobs/job-handler.ts';
import { startPace } from '#server/pipelines/pace.ts';

export const importVideo: JobHandler<'import-video'> = async (payload, context) => {
  const { tools, signal, progress } = context;
  const path = payload.sourcePath;
  progress({ stage: 'probing', done: 0, total: null, unit: 'frames', rate: null, etaSeconds: null });
  // Refused by size or header before the whole file is read.
  const facts = await tools.probe.probe({ path, limits: tools.limits, signal });
  await tools.probe.writeThumbnail({ path, facts, to: payload.thumbnailPath, signal });
  const { size } = await stat(path);
  const sha256 = await digest({ path, sizeBytes: size, context });
  return { facts, sha256, sizeBytes: size, playable: isPlayable(facts) };
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
