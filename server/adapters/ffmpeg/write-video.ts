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
import type {
  FrameSink,
  JoinVideoOptions,
  KeptPictures,
  SegmentOptions,
  SegmentSink,
  WriteVideoOptions,
} from '#server/ports/frame-io.ts';
import { encodedPixels, encoderFor, type VideoEncoder } from './encoders.ts';
import type { Cut } from './kept-streams.ts';
import { pictureHeader, streamHeader } from './matroska-stream.ts';
import { even, pictureChunks, writtenBytes } from './picture-chunks.ts';
import {
  areAlike,
  frameCount,
  joinedBytes,
  keepFrames,
  type PicturePart,
  partPath,
  readParts,
} from './picture-parts.ts';
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
  const means = await meansOf(tools, options);
  const kept = options.kept ?? { parts: options.path, frames: 0, firstFrameSeconds: null };
  await keepFrames(kept.parts, kept.frames);
  return new VideoSink({ ...options, ...means, kept, outlives: options.kept !== undefined, onClipClock: false });
};

/** @throws StudioError encoder_missing, and as probing the source does */
export const openSegment = async (tools: FfmpegPaths, options: SegmentOptions): Promise<SegmentSink> => {
  const means = await meansOf(tools, options);
  await keepFrames(options.kept.parts, options.kept.frames);
  const kept = { ...options.kept, firstFrameSeconds: null };
  return new VideoSink({ ...options, ...means, path: '', marks: {}, kept, outlives: true, onClipClock: true });
};

/** undefined where a segment is not whole, or not encoded like the others. @throws StudioError encoder_missing */
export const joinSegments = async (
  tools: FfmpegPaths,
  options: JoinVideoOptions,
): Promise<{ readonly sizeBytes: number } | undefined> => {
  const means = await meansOf(tools, options);
  const cut = cutOf(means.timing, options);
  const segments = await Promise.all(options.segments.map(({ parts }) => readParts(parts)));
  const isWhole = segments.every((parts, at) => frameCount(parts) === options.segments[at]?.frames);
  const parts = segments.flat();
  if (!isWhole || !(await areAlike(parts))) return undefined;
  try {
    const shiftSeconds = -zeroSeconds(means.timing, cut);
    await joinPictures({ ...options, ...means, parts, cut, shiftSeconds, to: `${options.path}.part` });
    return await putInPlace(options.path);
  } finally {
    await rm(`${options.path}.part`, { force: true });
  }
};

/** What there is to be known before anything is written. */
const meansOf = async (
  { ffmpegPath, ffprobePath }: FfmpegPaths,
  { sourcePath, format, own, signal }: Pick<WriteVideoOptions, 'sourcePath' | 'format' | 'own' | 'signal'>,
): Promise<Means> => {
  const asked = { ffprobePath, path: sourcePath, signal };
  const [report, encoder, ownColours] = await Promise.all([
    runFfprobe(asked),
    encoderFor(ffmpegPath, format ?? 'h264'),
    own ? sourceColours(asked) : undefined,
  ]);
  const pixels = await encodedPixels(ffmpegPath, { encoder, layout: own ?? plainLayout });
  return { ffmpegPath, encoder, pixels, ownColours, timing: sourceTiming(report) };
};

interface Means {
  readonly ffmpegPath: string;
  readonly encoder: VideoEncoder;
  /** What it is to encode as, in ffmpeg's word. */
  readonly pixels: string;
  readonly timing: SourceTiming;
  /** There where frames' own samples are written. */
  readonly ownColours: SourceColours | undefined;
}

type SinkOptions = WriteVideoOptions &
  Means & {
    readonly kept: KeptPictures;
    /** Frames are kept for a sink to come. */
    readonly outlives: boolean;
    /** Frames bear the clip's times, not the new video's. */
    readonly onClipClock: boolean;
  };

class VideoSink implements FrameSink, SegmentSink {
  readonly #options: SinkOptions;
  readonly #label: Label | undefined;
  /** Pictures on their way to it, oldest first. */
  readonly #sending: Promise<void>[] = [];
  /** Memory of labels' rows that the encoder has taken. */
  readonly #free: Uint8Array[] = [];
  /** Started by the first frame, which says what the colours are. */
  #process: FfmpegProcess | undefined;
  #firstFrameSeconds: number | null;
  /** Of the frames written here. */
  #colour: YuvColour | undefined;
  #written: number;
  #finished = false;

  constructor(options: SinkOptions) {
    this.#options = options;
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
    this.#written += 1;
    if (this.#sending.length >= mostSending) await this.#sending.shift();
  }

  async finish(): Promise<{ readonly sizeBytes: number }> {
    if (this.#written === 0) throw new StudioError('tool_failed', 'No frame was written.');
    await this.#encoded();
    await this.#join(`${this.#options.path}.part`);
    const placed = await putInPlace(this.#options.path);
    this.#finished = true;
    return placed;
  }

  async end(): Promise<void> {
    await this.#encoded();
    this.#finished = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { path, kept, outlives, onClipClock } = this.#options;
    if (!this.#finished) await this.#process?.stop();
    if (!this.#finished && !onClipClock) await rm(`${path}.part`, { force: true });
    if (!outlives) await keepFrames(kept.parts, 0);
  }

  #take(sizeBytes: number): Uint8Array {
    const at = this.#free.findIndex(({ length }) => length === sizeBytes);
    return (at < 0 ? undefined : this.#free.splice(at, 1)[0]) ?? new Uint8Array(sizeBytes);
  }

  async #encoded(): Promise<void> {
    await Promise.all(this.#sending);
    (await this.#process?.stdin)?.end();
    await this.#process?.ended;
  }

  /** Between which moments of the source the new video lies. */
  #cut(): Cut {
    return cutOf(this.#options.timing, { ...this.#options, firstFrameSeconds: this.#firstFrameSeconds ?? 0 });
  }

  /** The new video's zero on the clock of the frames. */
  #zeroSeconds(): number {
    return this.#options.onClipClock ? 0 : zeroSeconds(this.#options.timing, this.#cut());
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
      yielding: true,
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
    await joinPictures({ ...this.#options, parts, cut: this.#cut(), colour: this.#colour, shiftSeconds: 0, to });
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

type JoiningPictures = Means &
  Pick<WriteVideoOptions, 'sourcePath' | 'facts' | 'marks' | 'format' | 'signal'> & {
    readonly parts: readonly PicturePart[];
    readonly cut: Cut;
    readonly colour: YuvColour | undefined;
    /** By so much the frames' times are moved. */
    readonly shiftSeconds: number;
    readonly to: string;
  };

const joinPictures = async (options: JoiningPictures): Promise<void> => {
  const process = startFfmpeg({
    ffmpegPath: options.ffmpegPath,
    inputs: joiningInputs(options),
    outputOptions: joiningOutput(options),
    output: `file:${options.to}`,
    signal: options.signal,
  });
  try {
    for await (const chunk of joinedBytes(options.parts)) await send(process, [chunk]);
    (await process.stdin).end();
    await process.ended;
  } finally {
    await process.stop();
  }
};

const putInPlace = async (path: string): Promise<{ readonly sizeBytes: number }> => {
  await syncFile(`${path}.part`);
  await rename(`${path}.part`, path);
  await syncFile(dirname(path));
  return { sizeBytes: (await stat(path)).size };
};

/** The zero of a new video on the clock of the frames. */
const zeroSeconds = ({ fileStartSeconds, videoStartSeconds }: SourceTiming, { startSeconds }: Cut): number =>
  startSeconds - fileStartSeconds - videoStartSeconds;

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
