/**
 * Frames in, a finished video out: labelled, marked, with the source's sound, subtitles and timing. Frames are encoded into
 * parts that a crash cannot spoil; when all are in, they are joined with all else into a file that grows beside its place
 * and is renamed into it once it is whole and on the disk.
 */
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { StudioError } from '#core/contract/errors.ts';
import type { OwnPlanes, VideoFrame, YuvColour, YuvPlanes } from '#core/pixels/image.ts';
import { type Label, makeLabel } from '#core/pixels/label.ts';
import { plainLayout } from '#core/pixels/sample-layout.ts';
import type { FrameSink, KeptPictures, WriteVideoOptions } from '#server/ports/frame-io.ts';
import { encodedPixels, encoderFor, type VideoEncoder } from './encoders.ts';
import type { Cut } from './kept-streams.ts';
import { pictureHeader, streamHeader } from './matroska-stream.ts';
import { even, pictureChunks, writtenBytes } from './picture-chunks.ts';
import { areAlike, frameCount, joinedBytes, keepFrames, partPath, readParts } from './picture-parts.ts';
import type { FfmpegPaths } from './probe-video.ts';
import { type FfmpegProcess, startFfmpeg } from './run-ffmpeg.ts';
import { runFfprobe } from './run-ffprobe.ts';
import { type SourceColours, sourceColours } from './source-colours.ts';
import {
  cutOf,
  encodingInput,
  encodingOutput,
  joiningInputs,
  joiningOutput,
  type SourceTiming,
  sourceTiming,
} from './writing-options.ts';

/** @throws StudioError encoder_missing, and as probing the source does */
export const openSink = async (tools: FfmpegPaths, options: WriteVideoOptions): Promise<FrameSink> => {
  const asked = { ffprobePath: tools.ffprobePath, path: options.sourcePath, signal: options.signal };
  const [report, encoder, ownColours] = await Promise.all([
    runFfprobe(asked),
    encoderFor(tools.ffmpegPath, options.format ?? 'h264'),
    options.own ? sourceColours(asked) : undefined,
  ]);
  const pixels = await encodedPixels(tools.ffmpegPath, { encoder, layout: options.own ?? plainLayout });
  const kept = options.kept ?? { parts: options.path, frames: 0, firstFrameSeconds: null };
  await keepFrames(kept.parts, kept.frames);
  return new VideoSink(
    { ...options, kept, ffmpegPath: tools.ffmpegPath, encoder, pixels, ownColours, timing: sourceTiming(report) },
    {
      outliving: options.kept !== undefined,
    },
  );
};

type SinkOptions = WriteVideoOptions & {
  readonly kept: KeptPictures;
  readonly ffmpegPath: string;
  readonly encoder: VideoEncoder;
  /** What it is to encode as, in ffmpeg's word. */
  readonly pixels: string;
  readonly timing: SourceTiming;
  /** There where frames' own samples are written. */
  readonly ownColours: SourceColours | undefined;
};

class VideoSink implements FrameSink {
  readonly #options: SinkOptions;
  readonly #label: Label | undefined;
  /** Whether frames are kept for a sink to come. */
  readonly #isOutlived: boolean;
  /** Pictures on their way to it, oldest first. */
  readonly #sending: Promise<void>[] = [];
  /** Started by the first frame, which says what the colours are. */
  #process: FfmpegProcess | undefined;
  #firstFrameSeconds: number | null;
  /** Of the frames written here. */
  #colour: YuvColour | undefined;
  #written: number;
  #finished = false;

  constructor(options: SinkOptions, { outliving }: { readonly outliving: boolean }) {
    this.#options = options;
    this.#isOutlived = outliving;
    this.#firstFrameSeconds = options.kept.firstFrameSeconds;
    this.#written = options.kept.frames;
    const { label, width, height, labelLeft: from } = options;
    this.#label = label === null ? undefined : makeLabel({ text: label, width, height, from });
  }

  async write(frame: VideoFrame): Promise<void> {
    const { width, height, own } = this.#options;
    if (frame.width !== width || frame.height !== height) {
      throw new Error(`A frame of ${frame.width}x${frame.height} for a video of ${width}x${height}`);
    }
    this.#firstFrameSeconds ??= frame.timeSeconds;
    const planes = own ? ownOf(frame) : frame;
    this.#process ??= this.#start(planes);
    const timeSeconds = frame.timeSeconds - this.#zeroSeconds();
    const header = pictureHeader({ timeSeconds, pictureBytes: writtenBytes(planes) });
    const sent = send(this.#process, [header, ...pictureChunks(planes, this.#label)]);
    this.#expect(sent.then(() => this.#options.release?.(frame)));
    this.#written += 1;
    if (this.#sending.length >= mostSending) await this.#sending.shift();
  }

  async finish(): Promise<{ readonly sizeBytes: number }> {
    if (this.#written === 0) throw new StudioError('tool_failed', 'No frame was written.');
    await Promise.all(this.#sending);
    (await this.#process?.stdin)?.end();
    await this.#process?.ended;
    const { path } = this.#options;
    await this.#join(`${path}.part`);
    await syncFile(`${path}.part`);
    await rename(`${path}.part`, path);
    await syncFile(dirname(path));
    this.#finished = true;
    return { sizeBytes: (await stat(path)).size };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { path, kept } = this.#options;
    if (!this.#finished) await this.#process?.stop();
    if (!this.#finished) await rm(`${path}.part`, { force: true });
    if (!this.#isOutlived) await keepFrames(kept.parts, 0);
  }

  /** Between which moments of the source the new video lies. */
  #cut(): Cut {
    return cutOf(this.#options.timing, { ...this.#options, firstFrameSeconds: this.#firstFrameSeconds ?? 0 });
  }

  /** The new video's zero on the clock of the frames. */
  #zeroSeconds(): number {
    const { fileStartSeconds, videoStartSeconds } = this.#options.timing;
    return this.#cut().startSeconds - fileStartSeconds - videoStartSeconds;
  }

  #start({ colour }: YuvPlanes): FfmpegProcess {
    this.#colour = colour;
    const { width, height, facts, kept, own, ownColours } = this.#options;
    const process = startFfmpeg({
      ffmpegPath: this.#options.ffmpegPath,
      inputs: [encodingInput],
      outputOptions: encodingOutput({ ...this.#options, colour }),
      output: `file:${partPath(kept.parts, kept.frames)}`,
      signal: this.#options.signal,
    });
    const { frameRate } = facts;
    const size = { width: even(width), height: even(height) };
    const header = streamHeader({ ...size, frameRate, layout: own, colours: ownColours });
    this.#expect(send(process, [header]));
    return process;
  }

  async #join(to: string): Promise<void> {
    const parts = await readParts(this.#options.kept.parts);
    if (frameCount(parts) !== this.#written || !(await areAlike(parts))) throw await this.#unfit();
    const writing = { ...this.#options, cut: this.#cut(), colour: this.#colour };
    const process = startFfmpeg({
      ffmpegPath: this.#options.ffmpegPath,
      inputs: joiningInputs(writing),
      outputOptions: joiningOutput(writing),
      output: `file:${to}`,
      signal: this.#options.signal,
    });
    try {
      for await (const chunk of joinedBytes(parts)) await send(process, [chunk]);
      (await process.stdin).end();
      await process.ended;
    } finally {
      await process.stop();
    }
  }

  /** Frames that are of no use are not kept for another try. */
  async #unfit(): Promise<StudioError> {
    await keepFrames(this.#options.kept.parts, 0);
    return new StudioError('tool_failed', 'What was encoded before does not fit what was encoded now. Try again.');
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
const send = async (process: FfmpegProcess, parts: readonly Uint8Array[]): Promise<void> => {
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

const ownOf = ({ own, index }: VideoFrame): OwnPlanes => {
  if (own) return own;
  throw new Error(`Frame ${index} was read without its own samples`);
};

const syncFile = async (path: string): Promise<void> => {
  await using file = await open(path, 'r');
  await file.sync();
};
