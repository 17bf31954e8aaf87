/** Decodes a clip to its end and throws the pictures away: the only honest count of its frames, and proof that it is whole. */
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import { fileUrl, guardOptions, pictureStream } from './allow-list.ts';
import { isComplaint } from './decoder-complaints.ts';
import { countingFilter } from './frame-filters.ts';
import type { FrameTimes } from './frame-times.ts';
import { parseShowinfo } from './parse-showinfo.ts';
import { startFfmpeg } from './run-ffmpeg.ts';

export interface FrameCount {
  readonly frameCount: number;
  /** From the first frame's start to the last one's end; null where the container gives frames no time. */
  readonly seconds: number | null;
  /** ffmpeg itself said that data is missing, or gave up. */
  readonly brokenOff: boolean;
  /** The decoder complained of one of the last frames. */
  readonly damagedAtEnd: boolean;
  readonly fieldOrder: VideoFacts['fieldOrder'];
  /** From the first frame; null where a frame has no time, or none later than the one before. */
  readonly times: Pick<FrameTimes, 'secondsPerTick' | 'ticks'> | null;
}

/** No new frame for so long means that the decoder is stuck. */
const stallMs = 20_000;
/** A decoder with several threads complains of a frame a few frames before it gives the ones ahead of it. */
const endFrames = 4;
/** ffprobe reads the header; a clip with more frames than this a second is a lie or an attack. */
const maxFramesPerSecond = 1000;

export const countFrames = async (options: {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly maxSeconds: number;
  readonly onFrame: (framesDone: number) => void;
  readonly signal: AbortSignal;
}): Promise<FrameCount> => {
  const tally = newTally();
  const process = startFfmpeg({
    ffmpegPath: options.ffmpegPath,
    inputs: [{ source: fileUrl(options.path), options: [...guardOptions, '-noautorotate'] }],
    outputOptions: [
      ['-map', pictureStream],
      ['-vf', countingFilter],
      ['-fps_mode', 'passthrough'],
      ['-nostats', '-f', 'null'],
    ].flat(),
    output: '-',
    signal: options.signal,
    onLine: (line) => {
      const before = tally.frames;
      const used = note(tally, line);
      if (tally.frames > before) options.onFrame(tally.frames);
      if (secondsOf(tally) > options.maxSeconds || tally.frames > options.maxSeconds * maxFramesPerSecond) halt('long');
      return used;
    },
  });
  let halted: 'long' | 'stalled' | undefined;
  const halt = (why: 'long' | 'stalled') => {
    halted ??= why;
    void process.stop();
  };
  const watchdog = watch(tally, () => halt('stalled'));
  const failure = await process.ended
    .then(
      () => undefined,
      (error: unknown) => error,
    )
    .finally(() => clearInterval(watchdog));
  if (halted === 'long') throw tooLong(options.maxSeconds);
  if (halted === 'stalled')
    throw new StudioError('not_a_video', 'The video could not be decoded: the decoder made no headway.');
  if (failure instanceof StudioError && failure.code !== 'tool_failed') throw failure;
  return { ...reading(tally), brokenOff: tally.brokenOff || failure !== undefined };
};

export const tooLong = (maxSeconds: number): StudioError =>
  new StudioError('video_too_long', `The video is longer than the ${Math.round(maxSeconds / 60)} minutes allowed.`, {
    facts: { maxDurationSeconds: maxSeconds },
  });

interface Tally {
  frames: number;
  secondsPerTick: number;
  firstTicks: number | null;
  lastTicks: number | null;
  /** From the first frame. */
  readonly ticks: number[];
  isRising: boolean;
  readonly fields: Record<'top-first' | 'bottom-first', number>;
  lastDurationTicks: number | null;
  brokenOff: boolean;
  /** How many frames had come when the decoder last complained. */
  damagedAfter: number | null;
}

const newTally = (): Tally => ({
  frames: 0,
  secondsPerTick: 0,
  firstTicks: null,
  lastTicks: null,
  ticks: [],
  isRising: true,
  fields: { 'top-first': 0, 'bottom-first': 0 },
  lastDurationTicks: null,
  brokenOff: false,
  damagedAfter: null,
});

/** True where the line was showinfo's. */
const note = (tally: Tally, line: string): boolean => {
  // Looked for in showinfo's lines too: a complaint may come in the middle of one.
  if (/partial file|ended prematurely|Truncating packet/i.test(line)) tally.brokenOff = true;
  if (isComplaint(line)) tally.damagedAfter = tally.frames;
  const said = parseShowinfo(line);
  if (said === undefined) return false;
  if (said.kind === 'time-base') tally.secondsPerTick = said.secondsPerTick;
  if (said.kind === 'frame') {
    tally.frames += 1;
    tally.firstTicks ??= said.ticks;
    if (said.fields !== null) tally.fields[said.fields] += 1;
    noteTime(tally, said.ticks);
    tally.lastTicks = said.ticks ?? tally.lastTicks;
    tally.lastDurationTicks = said.durationTicks;
  }
  return true;
};

const noteTime = (tally: Tally, ticks: number | null): void => {
  tally.isRising &&= ticks !== null && (tally.lastTicks === null || ticks > tally.lastTicks);
  if (tally.isRising && ticks !== null) tally.ticks.push(ticks - (tally.firstTicks ?? 0));
};

const secondsOf = (tally: Tally): number => {
  if (tally.firstTicks === null || tally.lastTicks === null) return 0;
  const between = tally.lastTicks - tally.firstTicks;
  // Some decoders give the last frames no duration: then it lasts as long as the others on average.
  const last = tally.lastDurationTicks || between / Math.max(1, tally.frames - 1);
  return (between + last) * tally.secondsPerTick;
};

const reading = (tally: Tally) => ({
  frameCount: tally.frames,
  seconds: secondsOf(tally) > 0 ? secondsOf(tally) : null,
  damagedAtEnd: tally.damagedAfter !== null && tally.damagedAfter > tally.frames - endFrames,
  fieldOrder: fieldOrderOf(tally),
  times: tally.isRising ? { secondsPerTick: tally.secondsPerTick, ticks: Float64Array.from(tally.ticks) } : null,
});

/** What the frames say, and not the container. A stray frame that calls itself interlaced is a slip of its encoder. */
const fieldOrderOf = ({ frames, fields }: Tally): VideoFacts['fieldOrder'] => {
  if (fields['top-first'] + fields['bottom-first'] <= frames / 100) return 'progressive';
  return fields['top-first'] >= fields['bottom-first'] ? 'top-first' : 'bottom-first';
};

const watch = (tally: Tally, stalled: () => void): NodeJS.Timeout => {
  let before = -1;
  return setInterval(() => {
    if (tally.frames === before) stalled();
    before = tally.frames;
  }, stallMs);
};
