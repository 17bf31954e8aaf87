/** Clips of ten bits, SDR and HDR, made by ffmpeg from a picture of 8 bits whose white is 203 nits in HDR. */

import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Transfer } from '#core/pixels/image.ts';
import { ffmpeg, tools } from './make-clip.ts';

export const transferNames = { sdr: 'bt709', pq: 'smpte2084', hlg: 'arib-std-b67' } as const;

/** P3 primaries and D65, 0.005 to 1000 nits; brightest pixel 1000, brightest frame 400. */
const mastering = 'G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,50)';

interface DeepClip {
  readonly path: string;
  readonly kind: Transfer;
  /** What ffmpeg reads: `['-f', 'lavfi', '-i', ...]`, `['-i', ...]`. */
  readonly input: readonly string[];
  /** Filters before the depth is changed. */
  readonly filter?: string;
  /** In place of HEVC without loss. */
  readonly output?: readonly string[];
}

export const makeDeepClip = async ({ path, kind, input, filter = 'null', output }: DeepClip): Promise<string> => {
  const x265 = `log-level=none:lossless=1:chromaloc=2${kind === 'pq' ? `:master-display=${mastering}:max-cll=1000,400` : ''}`;
  await ffmpeg([
    ...input,
    ...['-vf', [filter, deepening(kind)].join(','), '-pix_fmt', 'yuv420p10le', '-fps_mode', 'passthrough'],
    ...(output ?? ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', x265, '-tag:v', 'hvc1']),
    path,
  ]);
  return path;
};

const deepening = (kind: Transfer): string => {
  const sdr = 'setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=limited';
  if (kind === 'sdr') return `${sdr},format=yuv420p10le`;
  const hdr = `zscale=t=${transferNames[kind]}:p=bt2020:m=bt2020nc:r=limited:npl=203`;
  return `format=yuv444p,${sdr},zscale=t=linear:npl=203,format=gbrpf32le,${hdr},format=yuv420p10le`;
};

/** All pictures as ffmpeg decodes them by itself, one behind the other. */
export const decodedSamples = async (path: string, pixels = 'yuv420p10le'): Promise<Uint16Array> =>
  new Uint16Array((await decodedBytes(path, pixels)).buffer);

export const decodedBytes = async (path: string, pixels: string): Promise<Uint8Array> => {
  const raw = `${path}.raw`;
  await ffmpeg(['-i', path, '-map', '0:V:0', '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', pixels, raw]);
  const bytes = new Uint8Array(await readFile(raw));
  await rm(raw);
  return bytes;
};

/** What ffprobe says of a file's colours; of its light, numbers of the stream or of its first frame. */
export const coloursOf = async (
  path: string,
): Promise<{ readonly stream: Record<string, string>; readonly light: number[][] }> => {
  const asked = ['-select_streams', 'v:0', '-read_intervals', '%+#1', '-show_streams', '-show_frames', '-of', 'json'];
  const { stdout } = await promisify(execFile)(tools.ffprobePath, ['-v', 'quiet', ...asked, path]);
  const { streams, frames = [] } = JSON.parse(stdout) as Record<'streams' | 'frames', Record<string, unknown>[]>;
  const data = [...streams, ...frames].flatMap(({ side_data_list = [] }) => side_data_list as Record<string, string>[]);
  const screen = data.find(({ max_luminance }) => max_luminance !== undefined);
  const light = data.find(({ max_content }) => max_content !== undefined);
  const points = ['red_x', 'red_y', 'green_x', 'green_y', 'blue_x', 'blue_y', 'white_point_x', 'white_point_y'];
  return {
    stream: streams[0] as Record<string, string>,
    light: [
      ...(screen ? [[...points, 'min_luminance', 'max_luminance'].map((name) => share(screen[name] ?? ''))] : []),
      ...(light ? [[Number(light.max_content), Number(light.max_average)]] : []),
    ],
  };
};

const share = (text: string): number => {
  const [above = 0, below = 1] = text.split('/').map(Number);
  return Math.round((1e4 * above) / below) / 1e4;
};

/** In the order of showing; nothing is decoded. */
export const packetTimes = async (path: string): Promise<number[]> => {
  const asked = ['-select_streams', 'v:0', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', path];
  const { stdout } = await promisify(execFile)(tools.ffprobePath, ['-v', 'error', ...asked]);
  return stdout
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [Number.parseFloat(line)]))
    .sort((a, b) => a - b);
};
