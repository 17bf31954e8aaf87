/** What ffmpeg says of the frames whose pictures come on its other pipe: the n-th note belongs to the n-th picture. */
import { StudioError } from '#core/contract/errors.ts';
import type { FrameDamage, YuvColour } from '#core/pixels/image.ts';
import { isComplaint } from './decoder-complaints.ts';
import { type FrameTimes, firstFrameFrom } from './frame-times.ts';
import { parseShowinfo, type ShowinfoPlace } from './parse-showinfo.ts';

export interface FrameNote {
  /** undefined where the frame's time is none of the clip's known ones. */
  readonly index: number | undefined;
  /** Since the first frame of the clip; null where the container gives no times. */
  readonly seconds: number | null;
  readonly colourSpace: string;
  /** Of the frame as it was decoded. */
  readonly range: YuvColour['range'];
  readonly damage: FrameDamage | undefined;
}

export interface FrameNotesOptions {
  /** Whether frames are picked on their way, and so told of twice. */
  readonly place: ShowinfoPlace;
  /** Known where reading does not begin at the clip's first frame: then frames are told by their time and not counted. */
  readonly times: FrameTimes | undefined;
}

export class FrameNotes {
  readonly #options: FrameNotesOptions;
  readonly #waiting: FrameNote[] = [];
  /** Frames counted before picking, by time: a picked frame looks its index up. */
  readonly #counted = new Map<number | null, number>();
  #seen = 0;
  /** Of the frame told of last. */
  #place: ShowinfoPlace = 'source';
  readonly #secondsPerTick = { source: 0, taken: 0 };
  #firstTicks: number | null;
  /** When the frame is shown that was told of and has no note yet; undefined where every one has. */
  #told: number | null | undefined;
  #colour: Pick<FrameNote, 'colourSpace' | 'range'> = { colourSpace: '', range: 'limited' };
  readonly #losses = new LostFrames();
  #wake: () => void = () => undefined;
  #closed = false;

  constructor(options: FrameNotesOptions) {
    this.#options = options;
    this.#firstTicks = options.times?.firstTicks ?? null;
  }

  /** True where the line was one of showinfo's. */
  take(line: string): boolean {
    const said = parseShowinfo(line);
    // A complaint may come in the middle of one of showinfo's lines.
    if (isComplaint(line)) this.#losses.complain();
    if (said === undefined) return false;
    if (said.kind === 'time-base') this.#secondsPerTick[said.place] = said.secondsPerTick;
    if (said.kind === 'frame') {
      this.#place = said.place ?? this.#placeOf(said.number);
      if (this.#place === this.#options.place) this.#announceTold();
      if (this.#place === 'source') this.#count(said.ticks, said.durationTicks);
      if (this.#place === this.#options.place) this.#told = this.#sourceTicks(said.ticks);
    }
    // The colour is the last that showinfo says of a frame.
    if (said.kind === 'colour' && (said.place ?? this.#place) === this.#options.place) {
      this.#colour = { colourSpace: said.space, range: said.range };
      this.#announceTold();
    }
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
    this.#announceTold();
    this.#closed = true;
    this.#wake();
  }

  /** A frame passes the source first: it alone can have the number that is next there. */
  #placeOf(number: number): ShowinfoPlace {
    return number === this.#seen ? 'source' : 'taken';
  }

  /** A filter on the way may count time in finer ticks, as bwdif does. */
  #sourceTicks(ticks: number | null): number | null {
    const { source } = this.#secondsPerTick;
    const own = this.#secondsPerTick[this.#options.place];
    return ticks === null || own === source ? ticks : Math.round((ticks * own) / source);
  }

  #count(ticks: number | null, durationTicks: number | null): void {
    this.#firstTicks ??= ticks;
    this.#losses.see(ticks, durationTicks);
    this.#counted.set(ticks, this.#seen);
    this.#seen += 1;
    const [oldest] = this.#counted.keys();
    if (this.#counted.size > 256 && oldest !== undefined) this.#counted.delete(oldest);
  }

  /** Without its colour too: a decoder's complaint may have torn that line, and then it is as it was. */
  #announceTold(): void {
    const told = this.#told;
    if (told === undefined) return;
    this.#told = undefined;
    const ticks = told === null || this.#firstTicks === null ? null : told - this.#firstTicks;
    const seconds = ticks === null ? null : ticks * this.#secondsPerTick.source;
    const damage = this.#losses.take();
    this.#waiting.push({ index: this.#indexOf(told, ticks), seconds, ...this.#colour, damage });
    this.#wake();
  }

  #indexOf(told: number | null, ticksFromFirst: number | null): number | undefined {
    const { times, place } = this.#options;
    if (times === undefined) return (place === 'source' ? undefined : this.#counted.get(told)) ?? this.#seen - 1;
    if (ticksFromFirst === null) return undefined;
    const index = firstFrameFrom(times, ticksFromFirst * times.secondsPerTick);
    return times.ticks[index] === ticksFromFirst ? index : undefined;
  }
}

/**
 * Frames that damage has eaten: a gap between the end of one and the begin of the next, where the decoder has complained
 * not long before. Without a complaint the clip is uneven by itself.
 */
class LostFrames {
  #complained = false;
  #framesSince = Number.POSITIVE_INFINITY;
  #expectedTicks: number | undefined;
  #lost = 0;

  complain(): void {
    this.#complained = true;
    this.#framesSince = 0;
  }

  see(ticks: number | null, durationTicks: number | null): void {
    this.#framesSince += 1;
    const gap = ticks === null || this.#expectedTicks === undefined ? 0 : ticks - this.#expectedTicks;
    if (durationTicks && this.#framesSince <= complaintReach)
      this.#lost += Math.max(0, Math.round(gap / durationTicks));
    this.#expectedTicks = ticks !== null && durationTicks ? ticks + durationTicks : undefined;
  }

  /** What is to be said of the next frame. */
  take(): FrameDamage | undefined {
    const damage = this.#complained || this.#lost > 0 ? { lost: this.#lost } : undefined;
    this.#complained = false;
    this.#lost = 0;
    return damage;
  }
}

/** A decoder with several threads speaks some frames before it gives those ahead; the gap of a lost key frame lasts to the next. */
const complaintReach = 100;
