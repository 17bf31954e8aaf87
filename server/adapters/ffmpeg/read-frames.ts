/**
 * Frames of a clip, pulled: ffmpeg decodes into a pipe and waits while nobody reads. Pictures come on stdout, their
 * times on stderr; the n-th picture belongs to the n-th line.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { VideoFrame, YuvColour } from '#core/pixels/image.ts';
import type { ReadFramesOptions } from '#server/ports/frame-io.ts';
import { fileUrl, guardOptions } from './allow-list.ts';
import { readingFilter } from './frame-filters.ts';
import { matrixOf, parseShowinfo, type ShowinfoPlace } from './parse-showinfo.ts';
import { PictureQueue } from './picture-queue.ts';
import { startFfmpeg } from './run-ffmpeg.ts';

export async function* readFrames(ffmpegPath: string, options: ReadFramesOptions): AsyncGenerator<VideoFrame> {
  const size = { width: options.facts.width, height: options.facts.height };
  const notes = new FrameNotes(options.samplesPerSecond === null ? 'source' : 'taken');
  const pictures = new PictureQueue(pictureBytes(size));
  const process = startFfmpeg({
    ffmpegPath,
    inputs: [{ source: fileUrl(options.path), options: guardOptions }],
    outputOptions: [
      ['-map', '0:v:0'],
      ['-vf', readingFilter(options)],
      ['-fps_mode', 'passthrough'],
      ['-pix_fmt', 'yuv420p'],
      ['-nostats', '-f', 'rawvideo'],
    ].flat(),
    output: pictures,
    signal: options.signal,
    onLine: (line) => notes.take(line),
  });
  // The last pictures may still lie in the pipe when the process has ended well; one that failed sends no more.
  process.ended.catch(() => pictures.close()).finally(() => notes.close());
  try {
    for (let bytes = await pictures.next(); bytes !== undefined; bytes = await pictures.next()) {
      if (options.signal.aborted) break;
      yield toFrame({ bytes, size, note: await notes.next(), frameRate: options.facts.frameRate });
    }
    await process.ended;
  } finally {
    await process.stop();
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const chromaSize = (size: Size): Size => ({ width: (size.width + 1) >> 1, height: (size.height + 1) >> 1 });

const pictureBytes = (size: Size): number =>
  size.width * size.height + 2 * chromaSize(size).width * chromaSize(size).height;

interface FrameNote {
  readonly index: number;
  /** Since the first frame of the clip; null where the container gives no times. */
  readonly seconds: number | null;
  readonly colourSpace: string;
}

const toFrame = (options: { bytes: Uint8Array; size: Size; note: FrameNote; frameRate: number }): VideoFrame => {
  const { bytes, size, note } = options;
  const luma = size.width * size.height;
  const chroma = chromaSize(size).width * chromaSize(size).height;
  const colour: YuvColour = { matrix: matrixOf(note.colourSpace, size.height), range: 'limited' };
  return {
    index: note.index,
    timeSeconds: note.seconds ?? note.index / options.frameRate,
    ...size,
    y: bytes.subarray(0, luma),
    u: bytes.subarray(luma, luma + chroma),
    v: bytes.subarray(luma + chroma),
    colour,
  };
};

/** Lines of frames whose picture has not come yet. */
class FrameNotes {
  readonly #place: ShowinfoPlace;
  readonly #waiting: FrameNote[] = [];
  /** Frames seen before picking, by time: a picked frame looks its index up. */
  readonly #indexes = new Map<number | null, number>();
  #seen = 0;
  #secondsPerTick = 0;
  #firstTicks: number | null = null;
  #ticks: number | null = null;
  #wake: () => void = () => undefined;
  #closed = false;

  constructor(place: ShowinfoPlace) {
    this.#place = place;
  }

  /** True where the line was one of showinfo's. */
  take(line: string): boolean {
    const said = parseShowinfo(line);
    if (said === undefined) return false;
    if (said.kind === 'time-base' && said.place === 'source') this.#secondsPerTick = said.secondsPerTick;
    if (said.kind === 'frame' && said.place === 'source') this.#remember(said.ticks);
    if (said.kind === 'frame' && said.place === this.#place) this.#ticks = said.ticks;
    // The colour is the last that showinfo says of a frame.
    if (said.kind === 'colour' && said.place === this.#place)
      this.#announce({ ticks: this.#ticks, colourSpace: said.space });
    return true;
  }

  /** The note of the next picture. */
  async next(): Promise<FrameNote> {
    while (this.#waiting.length === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const note = this.#waiting.shift();
    if (note === undefined) throw new StudioError('tool_failed', 'ffmpeg gave a picture without saying its time.');
    return note;
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  #remember(ticks: number | null): void {
    this.#firstTicks ??= ticks;
    this.#indexes.set(ticks, this.#seen);
    this.#seen += 1;
    const [oldest] = this.#indexes.keys();
    if (this.#indexes.size > 256 && oldest !== undefined) this.#indexes.delete(oldest);
  }

  #announce({ ticks, colourSpace }: { ticks: number | null; colourSpace: string }): void {
    const index = this.#place === 'source' ? undefined : this.#indexes.get(ticks);
    const seconds =
      ticks === null || this.#firstTicks === null ? null : (ticks - this.#firstTicks) * this.#secondsPerTick;
    this.#waiting.push({ index: index ?? this.#seen - 1, seconds, colourSpace });
    this.#wake();
  }
}
