/** What ffmpeg itself says of the pictures of finished videos. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { tools } from './make-clip.ts';

const printed = async (args: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(tools.ffmpegPath, ['-nostdin', '-v', 'error', ...args], {
    maxBuffer: 64 << 20,
  });
  return stdout;
};

/** MD5 of every decoded frame. */
export const pictureSums = async (path: string): Promise<string[]> =>
  sumsIn(await printed(['-i', path, '-map', '0:v:0', '-fps_mode', 'passthrough', '-f', 'framemd5', '-']));

/** MD5 of every packet of sound, as they lie. */
export const soundSums = async (path: string): Promise<string[]> =>
  sumsIn(await printed(['-i', path, '-map', '0:a:0', '-c', 'copy', '-f', 'framemd5', '-']));

const sumsIn = (list: string): string[] =>
  list.split('\n').flatMap((line) => (/^\d/.test(line) ? [line.split(',').at(-1) as string] : []));

/** Of the luma of two videos of the same frames, by frame; infinite where they are equal. */
export const lumaPsnrs = async (one: string, other: string): Promise<number[]> => {
  const comparing = ['-lavfi', '[0:v][1:v]psnr=stats_file=-', '-f', 'null', '/dev/null'];
  const stats = await printed(['-i', one, '-i', other, '-fps_mode', 'passthrough', ...comparing]);
  return [...stats.matchAll(/psnr_y:(\S+)/g)].map(([, value]) =>
    value === 'inf' ? Number.POSITIVE_INFINITY : Number(value),
  );
};
