/** Small clips with known content, drawn by ffmpeg's own test sources, and ffprobe as the outside witness of any clip. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTools } from '#server/config.ts';

const execute = promisify(execFile);

export const tools = findTools(process.env);

export const generousLimits = { maxFileBytes: 1e9, maxDurationSeconds: 3600, maxPixels: 7680 * 4320 };

export const never = new AbortController().signal;

/** A folder of the test's own; removed by disposing of it. */
export const temporaryFolder = async (): Promise<{ readonly path: string } & AsyncDisposable> => {
  const path = await mkdtemp(join(tmpdir(), 'understudy-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};

export interface ClipPlan {
  readonly path: string;
  readonly size?: string;
  readonly frameRate?: string;
  readonly seconds?: number;
  /** A lavfi source in place of the moving test picture. */
  readonly picture?: string;
  readonly sound?: boolean;
  /** Options for the output, before its name. */
  readonly output?: readonly string[];
}

export const makeClip = async (plan: ClipPlan): Promise<string> => {
  const { path, size = '160x120', frameRate = '25', seconds = 2, sound = true } = plan;
  const picture = plan.picture ?? `testsrc2=size=${size}:rate=${frameRate}:duration=${seconds}`;
  const tone = sound ? ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}:sample_rate=44100`] : [];
  const output = plan.output ?? ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];
  await ffmpeg(['-f', 'lavfi', '-i', picture, ...tone, ...output, path]);
  return path;
};

export const ffmpeg = async (args: readonly string[]): Promise<string> => {
  const { stderr } = await execute(tools.ffmpegPath, ['-nostdin', '-hide_banner', '-y', ...args], {
    maxBuffer: 64 << 20,
  });
  return stderr;
};

export const ffmpegVersion = async (): Promise<string> => (await execute(tools.ffmpegPath, ['-version'])).stdout;

interface WitnessStream {
  readonly codec_type: string;
  readonly codec_name: string;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: string;
  readonly start_time?: string;
  readonly nb_read_frames?: string;
  readonly [key: string]: unknown;
}

/** What ffprobe says, every frame decoded. */
export const witness = async (
  path: string,
): Promise<{
  video: WitnessStream;
  audio: WitnessStream | undefined;
  tags: Record<string, string>;
  durationSeconds: number;
}> => {
  const args = ['-v', 'error', '-count_frames', '-show_streams', '-show_format', '-of', 'json', path];
  const { stdout } = await execute(tools.ffprobePath, args);
  const report = JSON.parse(stdout) as {
    streams: WitnessStream[];
    format: { duration: string; tags?: Record<string, string> };
  };
  const [video, audio] = ['video', 'audio'].map((type) => report.streams.find((stream) => stream.codec_type === type));
  if (video === undefined) throw new Error(`${path} has no video`);
  return { video, audio, tags: report.format.tags ?? {}, durationSeconds: Number(report.format.duration) };
};

/** All streams and chapters that ffprobe finds, nothing decoded. */
export const witnessAll = async (path: string) => {
  const args = ['-v', 'error', '-show_streams', '-show_chapters', '-of', 'json', path];
  const { stdout } = await execute(tools.ffprobePath, args);
  return JSON.parse(stdout) as {
    streams: (WitnessStream & { readonly tags?: Record<string, string> })[];
    chapters: { start_time: string; end_time: string; tags?: Record<string, string> }[];
  };
};

/** Times of all frames in order, as ffprobe decodes them. */
export const frameTimes = async (path: string): Promise<number[]> => {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v:0',
    '-show_entries',
    'frame=best_effort_timestamp_time',
    '-of',
    'csv=p=0',
    path,
  ];
  const { stdout } = await execute(tools.ffprobePath, args);
  return stdout.split('\n').flatMap((line) => (line === '' ? [] : [Number.parseFloat(line)]));
};
