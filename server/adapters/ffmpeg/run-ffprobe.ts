/** Asks ffprobe what a file holds. Spawned here because fluent-ffmpeg's ffprobe takes no JSON and can't be ended. */
import { execFile } from 'node:child_process';
import { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import { fileUrl, guardOptions } from './allow-list.ts';

const numberText = z.string().transform(Number).pipe(z.number());
/** ffprobe leaves out, or calls N/A, what it does not know. */
const maybeNumber = numberText.nullable().catch(null).default(null);

/** `30000/1001`, `4:3`; null for 0/0 and what is no ratio. */
export const parseRatio = (text: string | undefined): number | null => {
  const [above, below] = (text ?? '').split(/[/:]/).map(Number);
  const ratio = (above ?? Number.NaN) / (below ?? Number.NaN);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
};

const ratio = z.string().optional().transform(parseRatio);

const streamReport = z.object({
  /** Its place in the file. */
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: z.string().default('unknown'),
  width: z.int().default(0),
  height: z.int().default(0),
  pix_fmt: z.string().default('unknown'),
  sample_aspect_ratio: ratio,
  r_frame_rate: ratio,
  avg_frame_rate: ratio,
  start_time: maybeNumber,
  duration: maybeNumber,
  channels: z.int().default(0),
  color_primaries: z.string().optional(),
  color_transfer: z.string().optional(),
  color_range: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
  tags: z.object({ language: z.string().optional() }).default({}),
  side_data_list: z
    .array(z.object({ rotation: z.number().optional(), dv_bl_signal_compatibility_id: z.number().optional() }))
    .default([]),
});
export type StreamReport = z.infer<typeof streamReport>;

const chapterReport = z.object({ start_time: numberText, end_time: numberText });

const fileReport = z.object({
  streams: z.array(streamReport).default([]),
  chapters: z.array(chapterReport).default([]),
  format: z.object({ format_name: z.string(), start_time: maybeNumber, duration: maybeNumber }),
});
export type FileReport = z.infer<typeof fileReport>;

/** Longest look at a header; a whole file is never read here. */
const timeoutMs = 20_000;

/** @throws StudioError cancelled, tool_missing, tool_failed where it crashes, and video_too_big, video_truncated, codec_not_allowed or not_a_video by what ffprobe says */
export const runFfprobe = async (options: {
  readonly ffprobePath: string;
  readonly path: string;
  readonly signal: AbortSignal;
}): Promise<FileReport> => {
  return parseFileReport(await askFfprobe({ ...options, args: probeArguments(options.path) }));
};

/** What it prints. @throws StudioError as `runFfprobe` does */
export const askFfprobe = async (options: Parameters<typeof executeFfprobe>[0]): Promise<string> => {
  const { stdout, stderr, error } = await executeFfprobe(options);
  if (options.signal.aborted) throw new StudioError('cancelled', 'The work was cancelled.');
  if (error !== null) throw refusal(error, stderr);
  return stdout;
};

const probeArguments = (path: string): string[] =>
  [
    ['-hide_banner', '-loglevel', 'error'],
    guardOptions,
    ['-show_streams', '-show_format', '-show_chapters'],
    ['-of', 'json'],
    ['-i', fileUrl(path)],
  ].flat();

const parseFileReport = (json: string): FileReport => fileReport.parse(JSON.parse(json));

interface Executed {
  readonly stdout: string;
  readonly stderr: string;
  readonly error: Error | null;
}

export const executeFfprobe = (options: {
  ffprobePath: string;
  args: string[];
  signal: AbortSignal;
}): Promise<Executed> =>
  new Promise((resolve) => {
    const limits = { signal: options.signal, timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 8 << 20 } as const;
    execFile(options.ffprobePath, options.args, limits, (error, stdout, stderr) => resolve({ stdout, stderr, error }));
  });

const refusal = (error: Error, stderr: string): StudioError => {
  const options = { facts: { tool: 'ffprobe', lastLines: stderr.slice(-2000) }, cause: error };
  if ('code' in error && error.code === 'ENOENT')
    return new StudioError('tool_missing', 'ffprobe was not found.', options);
  if ('signal' in error && typeof error.signal === 'string' && 'killed' in error && !error.killed) {
    return new StudioError('tool_failed', `ffprobe crashed on this file (${error.signal}).`, options);
  }
  if (/exceeds specified max pixel count/i.test(stderr)) {
    return new StudioError('video_too_big', 'The picture is larger than allowed.', options);
  }
  if (/moov atom not found|partial file|ended prematurely/i.test(stderr)) {
    return new StudioError('video_truncated', 'The file breaks off before its end.', options);
  }
  if (/Codec \(.*\) not on whitelist/i.test(stderr)) {
    return new StudioError('codec_not_allowed', 'The video is in a format the studio does not open.', options);
  }
  return new StudioError('not_a_video', 'The file is not a video the studio can open.', options);
};
