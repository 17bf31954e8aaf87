/**
 * Frames of a clip, pulled: ffmpeg decodes into a socket and waits while nobody reads. Pictures come through it, their
 * times on stderr. A part of a clip is sought in the file; what the first frame then says of its time is the proof that
 * no frame was jumped over, and where it was, reading begins earlier.
 */
import { availableParallelism } from 'node:os';
import { StudioError } from '#core/contract/errors.ts';
import type { OwnPlanes, VideoFrame, YuvColour } from '#core/pixels/image.ts';
import { asSamples, cutPlanes, pictureBytes, plainLayout, type SampleLayout } from '#core/pixels/sample-layout.ts';
import { isRgb } from '#core/studio/colour-depth.ts';
import type { ReadFrameOptions, ReadFramesOptions } from '#server/ports/frame-io.ts';
import { fileUrl, guardOptions, pictureStream } from './allow-list.ts';
import { type PictureSize, type ReadWindow, readingFilter, readingTwice, turnOptions } from './frame-filters.ts';
import { type FrameNote, FrameNotes } from './frame-notes.ts';
import { type FrameTimes, firstFrameFrom, justBefore, readFrameTimes, roundingSeconds } from './frame-times.ts';
import { matrixOf } from './parse-showinfo.ts';
import { PictureQueue } from './picture-queue.ts';
import { openPictureSocket, type PictureSocket } from './picture-socket.ts';
import { pixelName } from './pixel-names.ts';
import { startFfmpeg } from './run-ffmpeg.ts';

export async function* readFrames(ffmpegPath: string, options: ReadFramesOptions): AsyncGenerator<VideoFrame> {
  const plans = await plansOf(options);
  for (const plan of plans) if (yield* pull({ ffmpegPath, options, plan })) return;
  if (plans.length > 0) throw new StudioError('tool_failed', 'This part of the video could not be read.');
}

/** Sought by its time where times were kept, else counted from the clip's start. */
export const readFrame = async (ffmpegPath: string, options: ReadFrameOptions): Promise<VideoFrame | undefined> => {
  const times = options.frameTimesPath == null ? undefined : await readFrameTimes(options.frameTimesPath);
  const ticks = times?.ticks[options.index];
  if (times !== undefined && ticks === undefined) return undefined;
  const inSeconds = times === undefined || ticks === undefined ? null : ticks * times.secondsPerTick;
  for await (const frame of readFrames(ffmpegPath, { ...options, samplesPerSecond: null, inSeconds })) {
    if (frame.index === options.index) return frame;
  }
  return undefined;
};

/** How one ffmpeg is to read. */
interface Plan {
  readonly inputOptions: readonly string[];
  readonly window: ReadWindow;
  readonly times: FrameTimes | undefined;
  /** The first frame in the window: no earlier one may come, and none but it may be the first. */
  readonly firstIndex: number;
}

/** Seconds by which a seek goes back at first, and at the second try: containers without an index are sought in roughly. */
const seekMargins = [1, 12];

/** What to try, in this order; nothing where no frame lies in the part asked for. */
const plansOf = async (options: ReadFramesOptions): Promise<Plan[]> => {
  const { inSeconds = null, outSeconds = null, frameTimesPath } = options;
  const fromStart = {
    inputOptions: [],
    window: { firstFrameSeconds: null, fromSeconds: forgiving(inSeconds), toSeconds: forgiving(outSeconds) },
    times: undefined,
    firstIndex: 0,
  };
  const isWhole = inSeconds === null && outSeconds === null;
  const times = isWhole || frameTimesPath == null ? undefined : await readFrameTimes(frameTimesPath);
  if (times === undefined) return [fromStart];
  const firstIndex = firstWanted(times, inSeconds ?? 0, options.samplesPerSecond);
  const last = outSeconds === null ? times.ticks.length : firstFrameFrom(times, outSeconds);
  if (firstIndex >= last) return [];
  const window = {
    firstFrameSeconds: times.firstTicks * times.secondsPerTick,
    fromSeconds: justBefore(times, firstIndex),
    toSeconds: outSeconds === null ? null : justBefore(times, last),
  };
  const sought = seekMargins
    .map((margin) => (times.ticks[firstIndex] as number) * times.secondsPerTick - margin)
    .filter((seconds) => seconds > 0)
    .map((seconds) => ({ inputOptions: seekOptions(seconds), window, times, firstIndex }));
  return [...sought, { inputOptions: ['-copyts'], window, times, firstIndex }];
};

const forgiving = (seconds: number | null): number | null => (seconds === null ? null : seconds - roundingSeconds);

/** The file's own clock is kept: only so is a frame known by its time. Frames before the window are dropped by filter. */
const seekOptions = (seconds: number): string[] => ['-copyts', '-noaccurate_seek', '-ss', seconds.toFixed(6)];

/** The frame that opens a slot of time is taken wherever the window begins: a part gives the frames that the whole would. */
const firstWanted = (times: FrameTimes, inSeconds: number, samplesPerSecond: number | null): number => {
  const index = firstFrameFrom(times, inSeconds);
  if (samplesPerSecond === null) return index;
  const slot = (at: number) =>
    Math.floor((times.ticks[at] as number) * times.secondsPerTick * samplesPerSecond + 0.001);
  for (let at = index; at < times.ticks.length; at += 1) {
    if (at === 0 || slot(at) > slot(at - 1)) return at;
  }
  return times.ticks.length;
};

/** False, before any frame, where the first one that came is not the first one wanted. */
async function* pull({ ffmpegPath, options, plan }: PullOptions): AsyncGenerator<VideoFrame, boolean> {
  const { facts, samplesPerSecond, own, besideWork = false } = options;
  const size = sizeOf(options);
  const { window, times } = plan;
  const isPicked = samplesPerSecond !== null || window.fromSeconds !== null || window.toSeconds !== null;
  const notes = new FrameNotes({ place: isPicked ? 'taken' : 'source', times });
  const pictures = new PictureQueue(pictureBytes(size, plainLayout), options.memory);
  await using socket = await openPictureSocket();
  const ownPictures = own && new PictureQueue(pictureBytes(size, own), options.memory);
  await using ownSocket = ownPictures && (await openPictureSocket());
  const reading = { facts, size, samplesPerSecond, window };
  const process = startFfmpeg({
    ffmpegPath,
    inputs: [
      {
        source: fileUrl(options.path),
        options: [...threadOptions(besideWork), ...guardOptions, ...turnOptions(facts), ...plan.inputOptions],
      },
    ],
    outputOptions: [
      ...(own
        ? ['-filter_complex', readingTwice({ ...reading, own, from: pictureStream }), '-map', '[plain]']
        : ['-map', pictureStream, '-vf', readingFilter(reading)]),
      ...rawOptions('yuv420p', socket),
    ],
    output: socket.output,
    alsoTo: own &&
      ownSocket && {
        outputOptions: ['-map', '[own]', ...rawOptions(pixelName(own), ownSocket)],
        output: ownSocket.output,
      },
    signal: options.signal,
    yielding: besideWork,
    onLine: (line) => notes.take(line),
  });
  socket.fill(pictures, process);
  if (ownPictures) ownSocket?.fill(ownPictures, process);
  // The last pictures may still lie in the socket when the process has ended well; one that failed sends no more.
  const closeAll = () => {
    for (const queue of [pictures, ownPictures]) queue?.close();
  };
  process.ended.catch(closeAll).finally(() => notes.close());
  try {
    let isBegun = times === undefined;
    for (let bytes = await pictures.next(); bytes !== undefined; bytes = await pictures.next()) {
      if (options.signal.aborted) break;
      const note = await notes.next();
      if (!isBegun && note.index !== plan.firstIndex) return false;
      isBegun = true;
      const ownBytes = await ownPictures?.next();
      yield toFrame({ bytes, own: own && ownBytes && { bytes: ownBytes, layout: own }, size, note, facts });
    }
    await process.ended;
    return isBegun;
  } finally {
    await process.stop();
  }
}

/** By itself ffmpeg takes more threads than there are cores: a thirtieth more time for whoever works beside it on two. */
const threadOptions = (besideWork: boolean): string[] =>
  besideWork ? ['-threads', String(Math.min(16, Math.max(1, availableParallelism() >> 1)))] : [];

const rawOptions = (pixels: string, { outputOptions }: PictureSocket): string[] =>
  [['-fps_mode', 'passthrough'], ['-pix_fmt', pixels], ['-nostats', '-f', 'rawvideo'], outputOptions].flat();

interface PullOptions {
  readonly ffmpegPath: string;
  readonly options: ReadFramesOptions;
  readonly plan: Plan;
}

/** As the facts say, or shrunk to the width asked for. */
const sizeOf = ({ facts, maxWidth = facts.width }: ReadFramesOptions): PictureSize => {
  const width = Math.min(facts.width, maxWidth);
  return { width, height: Math.max(1, Math.round((facts.height * width) / facts.width)) };
};

interface Picture {
  readonly bytes: Uint8Array;
  readonly own: OwnPicture | undefined;
  readonly size: PictureSize;
  readonly note: FrameNote;
  readonly facts: ReadFramesOptions['facts'];
}

interface OwnPicture {
  readonly bytes: Uint8Array;
  readonly layout: SampleLayout;
}

const toFrame = ({ bytes, own, size, note, facts }: Picture): VideoFrame => {
  if (note.index === undefined)
    throw new StudioError('tool_failed', 'ffmpeg gave a frame whose time is none of the clip’s.');
  return {
    index: note.index,
    timeSeconds: note.seconds ?? note.index / facts.frameRate,
    ...size,
    ...cutPlanes(bytes, size),
    colour: { matrix: matrixFor(note, facts), range: 'limited' },
    ...(own && { own: toOwn({ own, size, note, facts }) }),
    ...(note.damage && { damage: note.damage }),
  };
};

const toOwn = ({
  own: { bytes, layout },
  size,
  note,
  facts,
}: Omit<Picture, 'bytes' | 'own'> & { own: OwnPicture }): OwnPlanes => ({
  ...size,
  ...cutPlanes(asSamples(bytes, layout), size),
  layout,
  colour: ownColour({ layout, note, facts }),
  transfer: facts.transfer,
});

const ownColour = ({
  layout: { chroma },
  note,
  facts,
}: Pick<Picture, 'note' | 'facts'> & Pick<OwnPicture, 'layout'>): YuvColour => {
  // PQ and HLG are BT.2020's, whatever a file leaves open.
  const matrix = facts.transfer === 'sdr' ? matrixFor(note, facts) : 'bt2020';
  if (chroma === 'rgb') return { matrix, range: 'full' };
  return isRgb(facts) ? { matrix, range: 'limited' } : { matrix, range: note.range };
};

/** HDR comes out of its tone mapping as BT.709. */
const matrixFor = (note: FrameNote, facts: ReadFramesOptions['facts']): YuvColour['matrix'] =>
  facts.transfer === 'sdr' ? matrixOf(note.colourSpace, facts.height) : 'bt709';
