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
      /** undefined where the line has lost its head. */
      readonly place: ShowinfoPlace | undefined;
      /** Of the frames that came by there, from 0. */
      readonly number: number;
      /** null where the container gives the frame no time. */
      readonly ticks: number | null;
      readonly durationTicks: number | null;
      /** Which lines of the frame were taken first, where not all were taken at once. */
      readonly fields: 'top-first' | 'bottom-first' | null;
    }
  | {
      readonly kind: 'colour';
      readonly place: ShowinfoPlace | undefined;
      readonly space: string;
      readonly range: YuvColour['range'];
    }
  | { readonly kind: 'other' };

/** undefined where the line is not showinfo's. */
export const parseShowinfo = (line: string): ShowinfoLine | undefined => {
  const head = /^\[showinfo@(source|taken) @ [^\]]*\] (.*)$/.exec(line);
  if (head === null) return parseHeadless(line);
  const place = head[1] === 'taken' ? 'taken' : 'source';
  const text = head[2] ?? '';
  return parseTimeBase(place, text) ?? parseFrame(place, text) ?? parseColour(place, text) ?? { kind: 'other' };
};

/** A decoder that complains of damage without ending its line takes the head of the next one (h264's "Out of range weight"). */
const parseHeadless = (line: string): ShowinfoLine | undefined => {
  const said = /(?:n:\s*\d+ pts:|(?:color_range:pc )?color_space:\S+ color_primaries:).*$/.exec(line)?.[0];
  return said === undefined ? undefined : (parseFrame(undefined, said) ?? parseColour(undefined, said));
};

const parseTimeBase = (place: ShowinfoPlace, text: string): ShowinfoLine | undefined => {
  const found = /^config in time_base: (\d+)\/(\d+)/.exec(text);
  return found === null ? undefined : { kind: 'time-base', place, secondsPerTick: Number(found[1]) / Number(found[2]) };
};

const parseFrame = (place: ShowinfoPlace | undefined, text: string): ShowinfoLine | undefined => {
  const found = /^n:\s*(\d+) pts:\s*(\S+) pts_time:\S+\s+(?:duration:\s*(\S+) duration_time:\S+\s)?/.exec(text);
  if (found === null) return undefined;
  const fields = fieldsOf[/ i:([TB]) /.exec(text)?.[1] ?? ''] ?? null;
  const number = Number(found[1]);
  return { kind: 'frame', place, number, ticks: ticksOf(found[2]), durationTicks: ticksOf(found[3]), fields };
};

const fieldsOf: Readonly<Record<string, 'top-first' | 'bottom-first'>> = { T: 'top-first', B: 'bottom-first' };

const ticksOf = (text: string | undefined): number | null => {
  const ticks = Number(text);
  return text === undefined || !Number.isFinite(ticks) ? null : ticks;
};

const parseColour = (place: ShowinfoPlace | undefined, text: string): ShowinfoLine | undefined => {
  const found = /(color_range:pc )?color_space:(\S+) color_primaries:/.exec(text);
  return found === null
    ? undefined
    : { kind: 'colour', place, space: found[2] ?? '', range: found[1] === undefined ? 'limited' : 'full' };
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
