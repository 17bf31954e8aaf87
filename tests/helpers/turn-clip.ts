/**
 * A clip as a phone held upright writes it: pixels as before, and a turn for the player in the track's header (ISO 14496-12, 8.3.2).
 * Written by hand, since ffmpeg's own option for it came with 6.0 and the one before it went with 5.1.
 */
import { readFile, writeFile } from 'node:fs/promises';

/** Left to right in the file: a b u c d v; what follows, the shift, no player looks at. */
const turns = { 90: [0, 1, 0, -1, 0, 0], 180: [-1, 0, 0, 0, -1, 0], 270: [0, -1, 0, 1, 0, 0] } as const;

/** Bytes from the end of the box's name to its matrix, in version 0 of the box. */
const matrixOffset = 40;

const one = 0x1_00_00;

export const turnClip = async (clip: {
  readonly from: string;
  readonly to: string;
  readonly clockwise: keyof typeof turns;
}): Promise<string> => {
  const bytes = await readFile(clip.from);
  const name = bytes.indexOf('tkhd');
  if (name < 0 || bytes[name + 4] !== 0) throw new Error(`${clip.from} has no track header of version 0`);
  turns[clip.clockwise].forEach((value, index) => {
    bytes.writeInt32BE(value * one, name + 4 + matrixOffset + index * 4);
  });
  await writeFile(clip.to, bytes);
  return clip.to;
};
