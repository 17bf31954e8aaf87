/**
 * Frames in, encoded pictures out, labelled, in parts that a crash cannot spoil and at the clip's own times: a segment of a
 * video, or all of it.
 */
import type { Writable } from 'node:stream';
import { StudioError } from '#core/contract/errors.ts';
import type { OwnPlanes, VideoFrame, YuvPlanes } from '#core/pixels/image.ts';
import { type Label, makeLabel } from '#core/pixels/label.ts';
import type { SegmentOptions, SegmentSink } from '#server/ports/frame-io.ts';
import type { VideoEncoder } from './encoders.ts';
import { pictureHeader, streamHeader } from './matroska-stream.ts';
import { even, pictureChunks, writtenBytes } from './picture-chunks.ts';
import { partPath } from './picture-parts.ts';
import { type FfmpegProcess, startFfmpeg } from './run-ffmpeg.ts';
import type { SourceColours } from './source-colours.ts';
import { encodingInput, encodingOutput, type SourceTiming } from './writing-options.ts';

/** What there is to be known before anything is written. */
export interface WritingMeans {
  readonly ffmpegPath: string;
  readonly encoder: VideoEncoder;
  /** What it is to encode as, in ffmpeg's word. */
  readonly pixels: string;
  readonly timing: SourceTiming;
  /** There where frames' own samples are written. */
  readonly ownColours: SourceColours | undefined;
}

export class SegmentEncoder implements SegmentSink {
  readonly #options: SegmentOptions & WritingMeans;
  readonly #label: Label | undefined;
  /** Pictures on their way to it, oldest first. */
  readonly #sending: Promise<void>[] = [];
  /** Memory of labels' rows that the encoder has taken. */
  readonly #free: Uint8Array[] = [];
  /** Started by the first frame, which says what the colours are. */
  #process: FfmpegProcess | undefined;
  #finished = false;

  constructor(options: SegmentOptions & WritingMeans) {
    this.#options = options;
    const { label, width, height, labelLeft: from } = options;
    this.#label = label === null ? undefined : makeLabel({ text: label, width, height, from });
  }

  async write(frame: VideoFrame): Promise<void> {
    const { width, height, own } = this.#options;
    if (frame.width !== width || frame.height !== height) {
      throw new Error(`A frame of ${frame.width}x${frame.height} for a video of ${width}x${height}`);
    }
    const planes = own ? ownOf(frame) : frame;
    this.#process ??= this.#start(planes);
    const header = pictureHeader({ timeSeconds: frame.timeSeconds, pictureBytes: writtenBytes(planes) });
    const taken: Uint8Array[] = [];
    const take = (sizeBytes: number): Uint8Array => {
      const rows = this.#take(sizeBytes);
      taken.push(rows);
      return rows;
    };
    const sent = send(this.#process, [header, ...pictureChunks(planes, this.#label, take)]);
    this.#expect(
      sent.then(() => {
        this.#free.push(...taken);
        this.#options.release?.(frame);
      }),
    );
    if (this.#sending.length >= mostSending) await this.#sending.shift();
  }

  async end(): Promise<void> {
    await Promise.all(this.#sending);
    (await this.#process?.stdin)?.end();
    await this.#process?.ended;
    this.#finished = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#finished) await this.#process?.stop();
  }

  #take(sizeBytes: number): Uint8Array {
    const at = this.#free.findIndex(({ length }) => length === sizeBytes);
    return (at < 0 ? undefined : this.#free.splice(at, 1)[0]) ?? new Uint8Array(sizeBytes);
  }

  #start({ colour }: YuvPlanes): FfmpegProcess {
    const { width, height, facts, kept, own, ownColours } = this.#options;
    const process = startFfmpeg({
      ffmpegPath: this.#options.ffmpegPath,
      inputs: [encodingInput],
      outputOptions: encodingOutput({ ...this.#options, colour }),
      output: `file:${partPath(kept.parts, kept.frames)}`,
      signal: this.#options.signal,
      yielding: true,
    });
    const { frameRate } = facts;
    const size = { width: even(width), height: even(height) };
    const header = streamHeader({ ...size, frameRate, layout: own, colours: ownColours });
    this.#expect(send(process, [header]));
    return process;
  }

  #expect(sent: Promise<void>): void {
    // A failure is met where it is awaited; until then it would count as unhandled and end the process.
    sent.catch(() => undefined);
    this.#sending.push(sent);
  }
}

/** One that the encoder reads and one that waits for it. */
const mostSending = 2;

/** Resolves when the system has taken all of it: the memory may then be written over. */
export const send = async (process: FfmpegProcess, parts: readonly Uint8Array[]): Promise<void> => {
  try {
    const stdin = await process.stdin;
    await Promise.all(parts.map((part) => takenBy(stdin, part)));
  } catch {
    // What a broken pipe says is less than what the process says of its end.
    await process.ended;
    throw new StudioError('tool_failed', 'ffmpeg ended before the last frame.');
  }
};

const takenBy = (stdin: Writable, part: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => stdin.write(part, (error) => (error ? reject(error) : resolve())));

export const ownOf = ({ own, index }: VideoFrame): OwnPlanes => {
  if (own) return own;
  throw new Error(`Frame ${index} was read without its own samples`);
};
