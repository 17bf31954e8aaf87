/** The file in which an unfinished conversion notes its frames, a line each: the server tells by its end how far it came. */
import { frameNote } from '#core/contract/conversion-report.ts';

export const unfinishedNotes = 'frames.jsonl';

/** Lies beside it when all of a segment is on the disk. */
export const finishedMark = 'finished.json';

/** How much of a video is kept, by the last bytes of its notes; null where that is nothing. */
export const keptSeconds = (end: string): number | null => {
  // What comes after the last line's end was cut off, and what comes before the first one's is half a line.
  const line = end.split('\n').at(-2);
  if (line === undefined) return null;
  try {
    return frameNote.parse(JSON.parse(line)).seconds;
  } catch {
    return null;
  }
};

/** Enough for any line, bytes. */
export const longestNote = 20_000;
