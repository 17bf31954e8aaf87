/**
 * Frames in, a finished video out: labelled, marked, with the source's sound, subtitles and timing. The file
 * grows beside its place and is renamed into it once it is whole and on the disk. An odd side gets one more row or
 * column, since players want even ones.
 */
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { StudioError } from '#core/contract/errors.ts';
import type { DeepPlanes, Samples, VideoFrame, YuvPlanes } from '#core/pixels/image.ts';
import { drawLabel, type Label, makeLabel } from '#core/pixels/label.ts';
import type { FrameSink, WriteVideoOptions } from '#server/ports/frame-io.ts';
import { encoderFor, type VideoEncoder } from './encoders.ts';
import { pictureHeader, streamHeader } from './matroska-stream.ts';
import type { FfmpegPaths } from './probe-video.ts';
import { type FfmpegProcess, startFfmpeg } from './run-ffmpeg.ts';
import { runFfprobe } from './run-ffprobe.ts';
import { type SourceColours, sourceColours } from './source-colours.ts';
import { cutOf, type SourceTiming, sourceTiming, writingInputs, writingOutput } from './writing-options.ts';

/** @throws StudioError encoder_missing, and as probing the source does */
export const openSink = async (tools: FfmpegPaths, options: WriteVideoOptions): Promise<FrameSink> => {
  const asked = { ffprobePath: tools.ffprobePath, path: options.sourcePath, signal: options.signal };
  const [report, encoder, deep] = await Promise.all([
    runFfprobe(asked),
    encoderFor(tools.ffmpegPath, options.format ?? 'h264'),
    options.keepDepth ? sourceColours(asked) : undefined,
  ]);
  return new VideoSink({ ...options, ffmpegPath: tools.ffmpegPath, encoder, deep, timing: sourceTiming(report) });
};

type SinkOptions = WriteVideoOptions & {
  readonly ffmpegPath: string;
  readonly encoder: VideoEncoder;
  readonly timing: SourceTiming;
  /** There where frames' own ten bits are written. */
  readonly deep: SourceColours | undefined;
};

const even = (side: number): number => side + (side % 2);

class VideoSink implements FrameSink {
  readonly #options: SinkOptions;
  readonly #label: Label | undefined;
  readonly #partPath: string;
  /** Memory of pictures that the encoder has taken. */
  readonly #free: Buffer[] = [];
  /** Pictures on their way to it, oldest first. */
  readonly #sending: Promise<void>[] = [];
  /** Started by the first frame, which says what the colours are. */
  #process: FfmpegProcess | undefined;
  /** The new video's zero on the clock of the frames. */
  #zeroSeconds = 0;
  #finished = false;

  constructor(options: SinkOptions) {
    this.#options = options;
    this.#partPath = `${options.path}.part`;
    const { label, width, height, labelLeft: from } = options;
    this.#label = label === null ? undefined : makeLabel({ text: label, width, height, from });
  }

  async write(frame: VideoFrame): Promise<void> {
    const { width, height } = this.#options;
    if (frame.width !== width || frame.height !== height) {
      throw new Error(`A frame of ${frame.width}x${frame.height} for a video of ${width}x${height}`);
    }
    const planes = this.#options.deep ? deepOf(frame) : frame;
    this.#process ??= this.#start(frame, planes);
    const samples = (even(width) * even(height) * 3) / 2;
    const bytes = this.#free.pop() ?? Buffer.allocUnsafeSlow(samples * planes.y.BYTES_PER_ELEMENT);
    const picture = copyEven(planes, planes.y.BYTES_PER_ELEMENT === 1 ? bytes : asWords(bytes));
    if (this.#label) drawLabel(this.#label, picture);
    const timeSeconds = frame.timeSeconds - this.#zeroSeconds;
    const header = pictureHeader({ timeSeconds, pictureBytes: bytes.length });
    const sent = send(this.#process, [header, bytes]).finally(() => this.#free.push(bytes));
    this.#expect(sent);
    if (this.#sending.length >= mostSending) await this.#sending.shift();
  }

  async finish(): Promise<{ readonly sizeBytes: number }> {
    if (this.#process === undefined) throw new StudioError('tool_failed', 'No frame was written.');
    await Promise.all(this.#sending);
    (await this.#process.stdin).end();
    await this.#process.ended;
    await syncFile(this.#partPath);
    await rename(this.#partPath, this.#options.path);
    await syncFile(dirname(this.#options.path));
    this.#finished = true;
    return { sizeBytes: (await stat(this.#options.path)).size };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#finished) return;
    await this.#process?.stop();
    await rm(this.#partPath, { force: true });
  }

  #start(frame: VideoFrame, { colour }: YuvPlanes): FfmpegProcess {
    const { width, height, facts, timing, deep } = this.#options;
    const cut = cutOf(timing, { ...this.#options, firstFrameSeconds: frame.timeSeconds });
    this.#zeroSeconds = cut.startSeconds - timing.fileStartSeconds - timing.videoStartSeconds;
    const writing = { ...this.#options, colour, cut };
    const process = startFfmpeg({
      ffmpegPath: this.#options.ffmpegPath,
      inputs: writingInputs(writing),
      outputOptions: writingOutput(writing),
      output: `file:${this.#partPath}`,
      signal: this.#options.signal,
    });
    const header = streamHeader({ width: even(width), height: even(height), frameRate: facts.frameRate, deep });
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
const send = async (process: FfmpegProcess, parts: readonly Buffer[]): Promise<void> => {
  try {
    const stdin = await process.stdin;
    await Promise.all(parts.map((part) => takenBy(stdin, part)));
  } catch {
    // What a broken pipe says is less than what the process says of its end.
    await process.ended;
    throw new StudioError('tool_failed', 'ffmpeg ended before the last frame.');
  }
};

const takenBy = (stdin: Writable, part: Buffer): Promise<void> =>
  new Promise((resolve, reject) => stdin.write(part, (error) => (error ? reject(error) : resolve())));

const deepOf = ({ deep, index }: VideoFrame): DeepPlanes => {
  if (deep) return deep;
  throw new Error(`Frame ${index} was read without its own depth`);
};

const asWords = ({ buffer, byteOffset, length }: Buffer): Uint16Array =>
  new Uint16Array(buffer, byteOffset, length / 2);

/** The planes in this memory, their sides even: the encoder reads them while the caller goes on. */
const copyEven = <Planes extends YuvPlanes>(frame: Planes, samples: Samples): Planes => {
  const [width, height] = [even(frame.width), even(frame.height)];
  const luma = width * height;
  const y = samples.subarray(0, luma);
  if (width === frame.width) y.set(frame.y);
  else for (let row = 0; row < frame.height; row += 1) copyRowRepeatingEnd(frame, y, row);
  if (height !== frame.height) y.copyWithin(width * frame.height, width * (frame.height - 1), width * frame.height);
  const u = samples.subarray(luma, luma + luma / 4);
  const v = samples.subarray(luma + luma / 4);
  u.set(frame.u);
  v.set(frame.v);
  return { ...frame, width, height, y, u, v };
};

const copyRowRepeatingEnd = (frame: YuvPlanes, to: Samples, row: number): void => {
  const source = frame.y.subarray(row * frame.width, (row + 1) * frame.width);
  const start = row * (frame.width + 1);
  to.set(source, start);
  to[start + frame.width] = source.at(-1) ?? 0;
};

const syncFile = async (path: string): Promise<void> => {
  await using file = await open(path, 'r');
  await file.sync();
};
