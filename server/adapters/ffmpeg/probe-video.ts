/** Looks at a file that calls itself a video: size, header, then every frame. Refusals come as early as they are known. */
import { open, stat } from 'node:fs/promises';
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { ProbeOptions, VideoLimits } from '#server/ports/video-probe.ts';
import { countFrames } from './count-frames.ts';
import { firstTicksOf } from './first-ticks.ts';
import { writeFrameTimes } from './frame-times.ts';
import { judgeFrames, judgeHeader, type Streams } from './judge-video.ts';
import { type FileReport, runFfprobe } from './run-ffprobe.ts';

export interface FfmpegPaths {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
}

export const probeVideo = async (tools: FfmpegPaths, options: ProbeOptions): Promise<VideoFacts> => {
  await checkFile(options.path, options.limits);
  const report = await readHeader({ ...tools, ...options });
  const streams = judgeHeader(report, options.limits);
  const expected = expectedFrames(report, streams);
  const count = await countFrames({
    ...tools,
    ...options,
    maxSeconds: options.limits.maxDurationSeconds,
    onFrame: (done) => options.onFrame?.(done, expected),
  });
  const facts = judgeFrames({ report, streams, count });
  if (options.frameTimesPath !== undefined && count.times !== null) {
    const firstTicks = await firstTicksOf({ ...tools, ...options });
    if (firstTicks !== undefined) await writeFrameTimes(options.frameTimesPath, { ...count.times, firstTicks });
  }
  return facts;
};

const expectedFrames = (report: FileReport, { video }: Streams): number | null => {
  const seconds = video.duration ?? report.format.duration;
  return seconds === null || video.avg_frame_rate === null ? null : Math.round(seconds * video.avg_frame_rate);
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
