/** Looks at a file that calls itself a video: size, header, then every frame. Refusals come as early as they are known. */
import { open, rename, rm, stat } from 'node:fs/promises';
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { VideoLimits } from '#server/ports/video-probe.ts';
import { fileUrl, guardOptions } from './allow-list.ts';
import { countFrames } from './count-frames.ts';
import { judgeFrames, judgeHeader } from './judge-video.ts';
import { startFfmpeg } from './run-ffmpeg.ts';
import { type FileReport, runFfprobe } from './run-ffprobe.ts';

export interface FfmpegPaths {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
}

export const probeVideo = async (
  tools: FfmpegPaths,
  options: { readonly path: string; readonly limits: VideoLimits; readonly signal: AbortSignal },
): Promise<VideoFacts> => {
  await checkFile(options.path, options.limits);
  const report = await readHeader({ ...tools, ...options });
  const streams = judgeHeader(report, options.limits);
  const count = await countFrames({ ...tools, ...options, maxSeconds: options.limits.maxDurationSeconds });
  return judgeFrames({ report, streams, count });
};

const checkFile = async (path: string, limits: VideoLimits): Promise<void> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) throw new StudioError('file_missing', 'There is no such file.');
  if (found.size === 0) throw new StudioError('file_empty', 'The file is empty.');
  if (found.size <= limits.maxFileBytes) return;
  throw new StudioError('file_too_large', 'The file is larger than allowed.', {
    facts: { sizeBytes: found.size, maxFileBytes: limits.maxFileBytes },
  });
};

/** An MP4 without its index is a recording that broke off; ffprobe says the same of a text file named .mp4. */
const readHeader = async (options: { ffprobePath: string; path: string; signal: AbortSignal }): Promise<FileReport> => {
  try {
    return await runFfprobe(options);
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== 'video_truncated' || (await beginsLikeVideo(options.path)))
      throw error;
    throw new StudioError('not_a_video', 'The file is not a video the studio can open.', {
      facts: error.facts,
      cause: error,
    });
  }
};

const beginsLikeVideo = async (path: string): Promise<boolean> => {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(8), 0, 8, 0);
  const isMatroska = buffer.readUInt32BE(0) === 0x1a45dfa3;
  return isMatroska || (bytesRead === 8 && /^(ftyp|moov|mdat|free|skip|wide)$/.test(buffer.toString('latin1', 4, 8)));
};

const thumbnailWidth = 480;

/** A JPEG of the frame at a tenth of the clip, put in place whole. */
export const writeThumbnail = async (
  tools: FfmpegPaths,
  options: { readonly path: string; readonly facts: VideoFacts; readonly to: string; readonly signal: AbortSignal },
): Promise<void> => {
  const part = `${options.to}.part`;
  try {
    await drawThumbnail(tools, { ...options, to: part, atSeconds: options.facts.durationSeconds / 10 });
    const { size } = await stat(part);
    // Some containers can't be sought in; their first frame will do.
    if (size === 0) await drawThumbnail(tools, { ...options, to: part, atSeconds: 0 });
    await rename(part, options.to);
  } finally {
    await rm(part, { force: true });
  }
};

const drawThumbnail = (
  tools: FfmpegPaths,
  options: { path: string; facts: VideoFacts; to: string; atSeconds: number; signal: AbortSignal },
): Promise<void> => {
  const { width, height } = options.facts;
  const shownWidth = Math.min(width, thumbnailWidth);
  const shownHeight = Math.max(1, Math.round((height * shownWidth) / width));
  return startFfmpeg({
    ffmpegPath: tools.ffmpegPath,
    inputs: [{ source: fileUrl(options.path), options: [...guardOptions, '-ss', options.atSeconds.toFixed(3)] }],
    outputOptions: [
      ['-map', '0:v:0'],
      ['-frames:v', '1'],
      ['-vf', `scale=w=${shownWidth}:h=${shownHeight}:out_range=full,setsar=1,format=yuvj420p`],
      ['-q:v', '3'],
      ['-strict', 'unofficial'],
      ['-map_metadata', '-1'],
      ['-nostats', '-f', 'mjpeg'],
    ].flat(),
    output: fileUrl(options.to),
    signal: options.signal,
  }).ended;
};
