/**
 * What an encoder has written of a video so far, in files that are good up to wherever a crash cuts them: fragmented MP4 or
 * MOV (ISO/IEC 14496-12), a head and then a fragment for each frame, at its own time in the whole video. Every encoder here
 * gives frames in the order in which they are shown, so that whole frames from the beginning on are a whole video.
 * A file is named by the place of its first frame: what follows frames that were lost is told from what follows on.
 */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { open, readdir, rm, truncate } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface PicturePart {
  readonly path: string;
  /** Of what comes before the first frame. */
  readonly headBytes: number;
  /** Where each whole frame ends in the file. */
  readonly ends: readonly number[];
}

/** Which options make an encoder write such a file, beside the format's. */
export const partOptions: readonly string[] = [
  ...['-movflags', '+empty_moov+default_base_moof+frag_every_frame+frag_discont+skip_trailer'],
  // A frame's time is its place in the whole video, in a second file too.
  ...['-avoid_negative_ts', 'disabled'],
  ...['-flush_packets', '1'],
];

/** `parts` is how the names of all files of a video begin. */
export const partPath = (parts: string, firstFrame: number): string => `${parts}.${firstFrame}.part`;

/** Whole frames that follow on from the first. */
export const countFrames = async (parts: string): Promise<number> => frameCount(await readParts(parts));

export const frameCount = (parts: readonly PicturePart[]): number =>
  parts.reduce((sum, { ends }) => sum + ends.length, 0);

/** Those that follow on from the first frame, in order. */
export const readParts = async (parts: string): Promise<PicturePart[]> => {
  const found: PicturePart[] = [];
  for (const firstFrame of await firstFramesOf(parts)) {
    if (firstFrame === frameCount(found)) found.push(readPart(partPath(parts, firstFrame)));
  }
  return found.filter(({ ends }) => ends.length > 0);
};

/** Cuts off what lies behind so many frames. */
export const keepFrames = async (parts: string, frames: number): Promise<void> => {
  const kept = frames === 0 ? [] : await readParts(parts);
  let left = frames;
  for (const { path, ends } of kept) {
    const end = ends[Math.min(left, ends.length) - 1];
    if (end !== undefined && left > 0) await truncate(path, end);
    else await rm(path);
    left -= ends.length;
  }
  const known = new Set(kept.map(({ path }) => path));
  for (const firstFrame of await firstFramesOf(parts)) {
    const path = partPath(parts, firstFrame);
    if (!known.has(path)) await rm(path);
  }
};

/** The bytes of one file with all frames, a chunk at a time. */
export async function* joinedBytes(parts: readonly PicturePart[]): AsyncGenerator<Buffer> {
  for (const [place, { path, headBytes, ends }] of parts.entries()) {
    const start = place === 0 ? 0 : headBytes;
    yield* createReadStream(path, { start, end: (ends.at(-1) as number) - 1, highWaterMark: 1 << 20 });
  }
}

/** Whether all of them say the same of how their frames are encoded. */
export const areAlike = async (parts: readonly PicturePart[]): Promise<boolean> => {
  const heads = await Promise.all(parts.map(readHead));
  return heads.every((head) => head.equals(heads[0] as Buffer));
};

const readHead = async ({ path, headBytes }: PicturePart): Promise<Buffer> => {
  await using file = await open(path, 'r');
  return (await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)).buffer;
};

const firstFramesOf = async (parts: string): Promise<number[]> => {
  const name = basename(parts);
  const names = await readdir(dirname(parts)).catch(() => []);
  return names
    .flatMap((each) => {
      const firstFrame = Number(each.slice(name.length + 1, -'.part'.length));
      return Number.isInteger(firstFrame) && join(dirname(parts), each) === partPath(parts, firstFrame)
        ? [firstFrame]
        : [];
    })
    .sort((one, other) => one - other);
};

/** At once: by way of another thread the frames of an hour would take ten seconds. */
const readPart = (path: string): PicturePart => {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const headBytes = endOfPair({ file, at: 0, size }, ['ftyp', 'moov']);
    const ends: number[] = [];
    for (let end = headBytes; end !== undefined; ) {
      end = endOfPair({ file, at: end, size }, ['moof', 'mdat']);
      if (end !== undefined) ends.push(end);
    }
    return { path, headBytes: headBytes ?? 0, ends };
  } finally {
    closeSync(file);
  }
};

interface Place {
  readonly file: number;
  readonly at: number;
  /** Of the file. */
  readonly size: number;
}

/** Where two boxes of these kinds end; undefined where other things lie there, or not the whole of them. */
const endOfPair = ({ file, at, size }: Place, kinds: readonly [string, string]): number | undefined => {
  let end = at;
  for (const kind of kinds) {
    if (end + boxHead.length > size) return undefined;
    readSync(file, boxHead, 0, boxHead.length, end);
    if (boxHead.toString('latin1', 4) !== kind) return undefined;
    end += boxHead.readUInt32BE(0);
  }
  return end > size ? undefined : end;
};

/** Size and kind. */
const boxHead = Buffer.alloc(8);
