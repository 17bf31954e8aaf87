/**
 * HEIC, the photo of phones: HEVC pictures, most often cut into tiles, in a container that ffmpeg puts together and turns
 * upright since its version 8. An older one gives a single tile or nothing: the size it gives is checked.
 */
import { Writable } from 'node:stream';
import { StudioError } from '#core/contract/errors.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import { fileUrl, heicGuardOptions } from './allow-list.ts';
import type { PictureSize } from './frame-filters.ts';
import { heicRefusal, probeHeic } from './probe-heic.ts';
import type { FfmpegPaths } from './probe-video.ts';
import { startFfmpeg } from './run-ffmpeg.ts';

export interface ReadHeicOptions {
  readonly path: string;
  readonly maxPixels: number;
  readonly signal: AbortSignal;
}

/** @throws StudioError codec_not_allowed where ffmpeg can not, not_an_image, video_too_big, cancelled */
export const readHeic = async (tools: FfmpegPaths, options: ReadHeicOptions): Promise<RgbImage> => {
  const whole = await probeHeic(tools.ffprobePath, options);
  if (whole.width * whole.height > options.maxPixels) {
    throw new StudioError('video_too_big', `The photo of ${whole.width}x${whole.height} is larger than allowed.`, {
      facts: { ...whole, maxPixels: options.maxPixels },
    });
  }
  const picture = await decode(tools.ffmpegPath, options);
  if (!isAsLarge(whole, picture)) throw heicRefusal();
  return picture;
};

/** Lying or upright. */
const isAsLarge = (one: PictureSize, other: PictureSize): boolean =>
  Math.max(one.width, one.height) === Math.max(other.width, other.height) &&
  Math.min(one.width, one.height) === Math.min(other.width, other.height);

const decode = async (ffmpegPath: string, { path, signal }: ReadHeicOptions): Promise<RgbImage> => {
  const bytes = new Collector();
  try {
    await startFfmpeg({
      ffmpegPath,
      inputs: [{ source: fileUrl(path), options: heicGuardOptions }],
      // Tiles are put together by a graph of ffmpeg's own: it takes no other filter beside it, nor a choice of streams.
      outputOptions: ['-frames:v', '1', '-c:v', 'ppm', '-nostats', '-f', 'image2pipe'],
      output: bytes,
      signal,
    }).ended;
  } catch (cause) {
    if (cause instanceof StudioError && cause.code !== 'tool_failed') throw cause;
    throw new StudioError('not_an_image', 'The photo is damaged.', { cause });
  }
  return parsePpm(bytes.whole());
};

class Collector extends Writable {
  readonly #chunks: Buffer[] = [];

  constructor() {
    // Without autoDestroy: fluent-ffmpeg takes a stream that closes as a reason to kill a process about to end well.
    super({ autoDestroy: false });
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  whole(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** `P6`, width, height, 255, then the pixels. */
const parsePpm = (bytes: Buffer): RgbImage => {
  const head = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64));
  const [width, height] = [Number(head?.[1]), Number(head?.[2])];
  const data = new Uint8Array(bytes.subarray(head?.[0].length ?? 0));
  if (head === null || data.length !== width * height * 3)
    throw new StudioError('not_an_image', 'The photo is damaged.');
  return { width, height, data };
};
