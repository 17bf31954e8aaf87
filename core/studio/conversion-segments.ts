/**
 * A conversion cut into segments that are drawn each by itself. Their borders lie on the clip's own clock, whatever part of
 * it is converted: where that part is made longer or shorter, all segments between stay the same ones. A segment's reading
 * begins some frames before it and ends some behind it, so that faces are followed and steadied across its borders.
 * Borders do not go by key frames: reading begins before a border, so the pictures since the key frame before it would have
 * to be decoded for each.
 */
import type { VideoFormat } from '#core/contract/video-format.ts';
import type { ClipPart } from './clip-part.ts';

export interface Segment {
  /** Tells it from the other segments of its clip; fit for a file's name. */
  readonly name: string;
  /** Its own frames, on the clip's clock: from there on and before that; null = where reading begins and ends. */
  readonly fromSeconds: number | null;
  readonly toSeconds: number | null;
  /** What is read for it, which is no less. */
  readonly readFromSeconds: number | null;
  readonly readToSeconds: number | null;
  /** So many of those that are read lie before its own. */
  readonly framesBefore: number;
  /** Its own; null where nobody knows before they are read. */
  readonly frameCount: number | null;
}

const secondsOfSegment = 20;

/** A clip's last segment is not shorter. */
const shortestSeconds = 10;

/** As many as look back in any way when a frame is drawn, and some: what is steadied from frame to frame has come to rest by then. */
export const framesBefore = 16;

/** Steadying looks ahead by seven, hands before the face by seven more, and what lies before it by another one. */
const framesBehind = 16;

/** `frameSeconds`: when each frame of the clip is shown; where that is not known the whole part is one segment. */
export const planSegments = ({
  part,
  frameSeconds,
  isDivided,
}: {
  readonly part: ClipPart;
  readonly frameSeconds: ArrayLike<number> | undefined;
  /** Without, it is one segment: where it is learnt on the way whom to follow. */
  readonly isDivided: boolean;
}): Segment[] => {
  if (frameSeconds === undefined) return [undividedOf(part)];
  const frames = frameSeconds.length;
  const first = firstFrom(frameSeconds, part.inSeconds ?? 0);
  const end = part.outSeconds === null ? frames : firstFrom(frameSeconds, part.outSeconds);
  if (first >= end) return [undividedOf(part)];
  const borders = isDivided ? bordersOf(frameSeconds) : [];
  const inside = borders.filter((border) => border > first && border < end);
  const starts = [first, ...inside];
  return starts.map((start, at): Segment => {
    const next = starts[at + 1] ?? end;
    // Nothing is looked at beyond what is asked for, but where a border lies there anyway.
    const readStart = borders.includes(start) ? Math.max(0, start - framesBefore) : start;
    const readEnd = borders.includes(next) ? Math.min(frames, next + framesBehind) : next;
    const between = (place: number): number | null => timeBefore(frameSeconds, place);
    return {
      name: [start, next, readStart, readEnd].join('-'),
      ...{ fromSeconds: between(start), toSeconds: between(next) },
      ...{ readFromSeconds: between(readStart), readToSeconds: between(readEnd) },
      ...{ framesBefore: start - readStart, frameCount: next - start },
    };
  });
};

/** Of one segment there is nothing to be taken over but the whole; without loss they are several times as large as their clip. */
export const keepsSegments = ({ count, format }: { readonly count: number; readonly format: VideoFormat }): boolean =>
  count > 1 && format !== 'ffv1' && format !== 'prores';

const undividedOf = ({ inSeconds, outSeconds }: ClipPart): Segment => ({
  name: `from-${inSeconds ?? 'start'}-to-${outSeconds ?? 'end'}`,
  ...{ fromSeconds: null, toSeconds: null },
  ...{ readFromSeconds: inSeconds, readToSeconds: outSeconds },
  ...{ framesBefore: 0, frameCount: null },
});

/** Places of the frames with which segments of this clip begin, but for the first. */
const bordersOf = (frameSeconds: ArrayLike<number>): number[] => {
  const last = frameSeconds[frameSeconds.length - 1] as number;
  const count = Math.max(0, Math.floor((last - shortestSeconds) / secondsOfSegment));
  const places = Array.from({ length: count }, (_, at) => firstFrom(frameSeconds, (at + 1) * secondsOfSegment));
  return [...new Set(places)].filter((place) => place > 0);
};

/** What a time may have lost when it was made of ticks. */
const roundingSeconds = 1e-6;

const firstFrom = (frameSeconds: ArrayLike<number>, seconds: number): number => {
  let [low, high] = [0, frameSeconds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((frameSeconds[middle] as number) < seconds - roundingSeconds) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Between a frame and the one before it, so that no rounding puts a frame on the wrong side; null at either end of the clip. */
const timeBefore = (frameSeconds: ArrayLike<number>, place: number): number | null => {
  if (place === 0 || place >= frameSeconds.length) return null;
  return ((frameSeconds[place - 1] as number) + (frameSeconds[place] as number)) / 2;
};
