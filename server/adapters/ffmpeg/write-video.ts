/**
 * Frames in, a finished video out: labelled, marked, with the source's sound, subtitles and timing. Frames are encoded into
 * parts that a crash cannot spoil; when all are in, they are joined with all else into a file that grows beside its place
 * and is renamed into it once it is whole and on the disk.
 */
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import type { YuvColour } from '#core/pixels/image.ts';
import { plainLayout } from '#core/pixels/sample-layout.ts';
import type {
  FrameSink,
  JoinVideoOptions,
  SegmentOptions,
  SegmentSink,
  WriteVideoOptions,
} from '#server/ports/frame-io.ts';
import { encodedPixels, encoderFor } from './encoders.ts';
import type { Cut } from './kept-streams.ts';
import { areAlike, frameCount, joinedBytes, keepFrames, type PicturePart, readParts } from './picture-parts.ts';
import type { FfmpegPaths } from './probe-video.ts';
import { startFfmpeg } from './run-ffmpeg.ts';
import { runFfprobe } from './run-ffprobe.ts';
import { ownOf, SegmentEncoder, send, type WritingMeans } from './segment-encoder.ts';
import { sourceColours } from './source-colours.ts';
import { cutOf, joiningInputs, joiningOutput, type SourceTiming, sourceTiming } from './writing-options.ts';

/** A video of one segment, of which nothing is left where it is not finished. @throws StudioError as `openSegment` */
export const openSink = async (tools: FfmpegPaths, options: WriteVideoOptions): Promise<FrameSink> => {
  const means = await meansOf(tools, options);
  const { path: parts, own } = options;
  const segment = await newSegment({ ...options, ...means, kept: { parts, frames: 0 } });
  let frames = 0;
  let first: { readonly firstFrameSeconds: number; readonly colour: YuvColour } | undefined;
  return {
    write: async (frame) => {
      first ??= { firstFrameSeconds: frame.timeSeconds, colour: (own ? ownOf(frame) : frame).colour };
      frames += 1;
      await segment.write(frame);
    },
    finish: async () => {
      if (!first) throw new StudioError('tool_failed', 'No frame was written.');
      await segment.end();
      const joined = await join({ ...options, ...means, ...first, segments: [{ parts, frames }] });
      if (joined) return joined;
      throw new StudioError('tool_failed', 'Not every frame was encoded.');
    },
    [Symbol.asyncDispose]: async () => {
      await segment[Symbol.asyncDispose]();
      await keepFrames(parts, 0);
    },
  };
};

/** @throws StudioError encoder_missing, and as probing the source does */
export const openSegment = async (tools: FfmpegPaths, options: SegmentOptions): Promise<SegmentSink> =>
  newSegment({ ...options, ...(await meansOf(tools, options)) });

const newSegment = async (options: SegmentOptions & WritingMeans): Promise<SegmentSink> => {
  await keepFrames(options.kept.parts, options.kept.frames);
  return new SegmentEncoder(options);
};

/** undefined where a segment is not whole, or not encoded like the others. @throws StudioError encoder_missing */
export const joinSegments = async (
  tools: FfmpegPaths,
  options: JoinVideoOptions,
): Promise<{ readonly sizeBytes: number } | undefined> => join({ ...options, ...(await meansOf(tools, options)) });

const join = async (options: JoinVideoOptions & WritingMeans): Promise<{ readonly sizeBytes: number } | undefined> => {
  const cut = cutOf(options.timing, options);
  const segments = await Promise.all(options.segments.map(({ parts }) => readParts(parts)));
  const isWhole = segments.every((parts, at) => frameCount(parts) === options.segments[at]?.frames);
  const parts = segments.flat();
  if (!isWhole || !(await areAlike(parts))) return undefined;
  try {
    await joinPictures({ ...options, parts, cut, to: `${options.path}.part` });
    return await putInPlace(options.path);
  } finally {
    await rm(`${options.path}.part`, { force: true });
  }
};

const meansOf = async (
  { ffmpegPath, ffprobePath }: FfmpegPaths,
  { sourcePath, format, own, signal }: Pick<WriteVideoOptions, 'sourcePath' | 'format' | 'own' | 'signal'>,
): Promise<WritingMeans> => {
  const asked = { ffprobePath, path: sourcePath, signal };
  const [report, encoder, ownColours] = await Promise.all([
    runFfprobe(asked),
    encoderFor(ffmpegPath, format ?? 'h264'),
    own ? sourceColours(asked) : undefined,
  ]);
  const pixels = await encodedPixels(ffmpegPath, { encoder, layout: own ?? plainLayout });
  return { ffmpegPath, encoder, pixels, ownColours, timing: sourceTiming(report) };
};

type JoiningPictures = WritingMeans &
  Pick<JoinVideoOptions, 'sourcePath' | 'facts' | 'marks' | 'format' | 'colour' | 'signal'> & {
    readonly parts: readonly PicturePart[];
    readonly cut: Cut;
    readonly to: string;
  };

const joinPictures = async (options: JoiningPictures): Promise<void> => {
  const process = startFfmpeg({
    ffmpegPath: options.ffmpegPath,
    inputs: joiningInputs({ ...options, shiftSeconds: -zeroSeconds(options.timing, options.cut) }),
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

const syncFile = async (path: string): Promise<void> => {
  await using file = await open(path, 'r');
  await file.sync();
};
