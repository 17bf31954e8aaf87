/**
 * Reads what ffmpeg's `showinfo` filter says of each frame on stderr. Times are counted from whole ticks of the time
 * base: the `pts_time` beside them has six digits only, which is a hundredth of a second after the first quarter hour.
 */
import type { YuvColour } from '#core/pixels/image.ts';

/** Where in the filter chain the line was written: before or after frames were picked. */
export type ShowinfoPlace = 'source' | 'taken';

export type ShowinfoLine =
  | { readonly kind: 'time-base'; readonly place: ShowinfoPlace; readonly secondsPerTick: number }
  | {
      readonly kind: 'frame';
      readonly place: ShowinfoPlace;
      /** null where the container gives the frame no time. */
      readonly ticks: number | null;
      readonly durationTicks: number | null;
      /** Which lines of the frame were taken first, where not all were taken at once. */
      readonly fields: 'top-first' | 'bottom-first' | null;
    }
  | { readonly kind: 'colour'; readonly place: ShowinfoPlace; readonly space: string }
  | { readonly kind: 'other' };

/** undefined where the line is not showinfo's. */
export const parseShowinfo = (line: string): ShowinfoLine | undefined => {
  const head = /^\[showinfo@(source|taken) @ [^\]]*\] (.*)$/.exec(line);
  if (head === null) return undefined;
  const place = head[1] === 'taken' ? 'taken' : 'source';
  const text = head[2] ?? '';
  return parseTimeBase(place, text) ?? parseFrame(place, text) ?? parseColour(place, text) ?? { kind: 'other' };
};

const parseTimeBase = (place: ShowinfoPlace, text: string): ShowinfoLine | undefined => {
  const found = /^config in time_base: (\d+)\/(\d+)/.exec(text);
  return found === null ? undefined : { kind: 'time-base', place, secondsPerTick: Number(found[1]) / Number(found[2]) };
};

const parseFrame = (place: ShowinfoPlace, text: string): ShowinfoLine | undefined => {
  const found = /^n:\s*\d+ pts:\s*(\S+) pts_time:\S+\s+(?:duration:\s*(\S+) duration_time:\S+\s)?/.exec(text);
  if (found === null) return undefined;
  const fields = fieldsOf[/ i:([TB]) /.exec(text)?.[1] ?? ''] ?? null;
  return { kind: 'frame', place, ticks: ticksOf(found[1]), durationTicks: ticksOf(found[2]), fields };
};

const fieldsOf: Readonly<Record<string, 'top-first' | 'bottom-first'>> = { T: 'top-first', B: 'bottom-first' };

const ticksOf = (text: string | undefined): number | null => {
  const ticks = Number(text);
  return text === undefined || !Number.isFinite(ticks) ? null : ticks;
};

const parseColour = (place: ShowinfoPlace, text: string): ShowinfoLine | undefined => {
  const found = /^color_range:\S+ color_space:(\S+)/.exec(text);
  return found === null ? undefined : { kind: 'colour', place, space: found[1] ?? '' };
};

/** The largest picture that players take for standard definition when a file does not say. */
const standardDefinitionHeight = 576;

/** The matrix a `color_space` name stands for; what a file leaves open is guessed by size, as players do. */
export const matrixOf = (space: string, height: number): YuvColour['matrix'] => {
  if (space.startsWith('bt2020')) return 'bt2020';
  if (space === 'bt709' || space === 'smpte240m' || space === 'gbr') return 'bt709';
  if (space === 'bt470bg' || space === 'smpte170m' || space === 'fcc') return 'bt601';
  return height > standardDefinitionHeight ? 'bt709' : 'bt601';
};
