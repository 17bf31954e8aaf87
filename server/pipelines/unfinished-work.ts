/**
 * What a conversion keeps while it is made, so that a try that was cut off costs the frames of a second or two: beside the
 * encoded pictures, which a sink keeps there, a line for each frame of what was measured of it, how the faces were followed
 * at some of the last frames, and pictures of the worst moments. It is of use only to one made of the very same ingredients,
 * and while the machine runs: of what was written before its power failed nobody knows what has reached the disk, unless it
 * was finished.
 */
import {
  appendFile,
  copyFile,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { type FinishedWork, finishedWork } from '#core/contract/conversion-job.ts';
import { type FrameNote, frameNote } from '#core/contract/conversion-report.ts';
import { framesBefore } from '#core/studio/conversion-segments.ts';
import { codedDiskError } from '#core/studio/disk-error.ts';
import { finishedMark, unfinishedNotes } from '#core/studio/unfinished-notes.ts';
import type { SwapStates } from './swap-faces.ts';

export interface UnfinishedWork {
  /** How the names of the files begin in which a sink keeps its pictures. */
  parts(name: string): string;
  /**
   * What another try can go on with, where so many frames are encoded, and so many are followed before the first that is
   * drawn; nothing is kept where it cannot.
   */
  goOn(encodedFrames: number, followedBefore?: number): Promise<EarlierTry | undefined>;
  /** Of one that needs no other try: from now on it is taken for good, whatever becomes of the machine. */
  finish(finished: FinishedWork): Promise<void>;
  /** undefined where it was not finished. */
  finished(): Promise<FinishedWork | undefined>;
  notes(): Promise<readonly FrameNote[]>;
  /** Pictures are there before notes name their frames. */
  save(notes: readonly FrameNote[], pictures: ReadonlyMap<string, Uint8Array>): Promise<void>;
  saveFollowed(followed: Followed): Promise<void>;
  /** False where that moment's picture was lost. */
  copyPicture(name: string, to: string): Promise<boolean>;
}

/** How the faces stood when a frame was followed. */
export interface Followed {
  /** Place of the frame among those that are followed. */
  readonly frame: number;
  /** When the clip shows it. */
  readonly clipSeconds: number;
  /** Of each person; hands where they are looked for. */
  readonly states: readonly Partial<SwapStates>[];
  /** What it had taken by then. */
  readonly spentSeconds: number;
}

export interface EarlierTry {
  /** Of the frames that are kept. */
  readonly notes: readonly FrameNote[];
  /** From here on frames are read again; those that are kept steady the ones that follow. */
  readonly followed: Followed;
}

/** How far apart the frames are at which it is kept, a multiple of what is drawn at once; and how many of them are kept. */
export const framesBetweenFollowed = 32;
const followedKept = 8;

export const openUnfinishedWork = async ({
  folder,
  ingredients,
}: {
  readonly folder: string;
  readonly ingredients: string;
}): Promise<UnfinishedWork> => {
  const inFolder = (name: string) => join(folder, name);
  const begin = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await writeFile(inFolder(bootName), await thisBoot()).catch(failOnDisk);
    await writeFile(inFolder('ingredients'), ingredients).catch(failOnDisk);
  };
  const isOfThisBoot = async () => (await readFile(inFolder(bootName), 'utf8').catch(() => '')) === (await thisBoot());
  if ((await readFile(inFolder('ingredients'), 'utf8').catch(() => '')) !== ingredients) await begin();
  const notesPath = inFolder(unfinishedNotes);
  return {
    parts: inFolder,
    goOn: async (encodedFrames, followedBefore = 0) => {
      const { notes, ends } = await readNotes(notesPath);
      const frames = Math.min(encodedFrames, notes.length);
      const all = (await isOfThisBoot()) ? await readFollowed(folder) : [];
      const followed = all
        .filter((each) => each.frame - followedBefore + framesBefore <= frames)
        .sort((one, other) => other.frame - one.frame)[0];
      if (!followed) {
        await begin();
        return undefined;
      }
      await truncate(notesPath, ends[frames - 1]);
      return { notes: notes.slice(0, frames), followed };
    },
    finish: async (finished) => {
      await syncAll(folder);
      await writeFile(inFolder(finishedMark), JSON.stringify(finished), { flush: true }).catch(failOnDisk);
    },
    finished: async () => {
      const text = await readFile(inFolder(finishedMark), 'utf8').catch(() => 'null');
      return finishedWork.nullable().catch(null).parse(asJson(text)) ?? undefined;
    },
    notes: async () => (await readNotes(notesPath)).notes,
    save: async (notes, pictures) => {
      for (const [name, jpeg] of pictures) await writeFile(inFolder(name), jpeg).catch(failOnDisk);
      const lines = notes.map((note) => `${JSON.stringify(note)}\n`).join('');
      await appendFile(notesPath, lines).catch(failOnDisk);
    },
    saveFollowed: async (followed) => {
      const slot = Math.floor(followed.frame / framesBetweenFollowed) % followedKept;
      const path = inFolder(`followed-${slot}`);
      await writeFile(`${path}.new`, serialize(followed)).catch(failOnDisk);
      await rename(`${path}.new`, path);
    },
    copyPicture: async (name, to) => {
      const copied = copyFile(inFolder(name), to).then(() => true);
      return copied.catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? false : failOnDisk(error)));
    },
  };
};

const bootName = 'boot';

/** Another after each start of the machine. */
const thisBoot = (): Promise<string> => readFile('/proc/sys/kernel/random/boot_id', 'utf8');

/** All that lies there is on the disk from then on, what an encoder has written as well. */
const syncAll = async (folder: string): Promise<void> => {
  for (const name of ['.', ...(await readdir(folder))]) {
    await using file = await open(join(folder, name), 'r');
    await file.sync().catch(failOnDisk);
  }
};

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const failOnDisk = (error: unknown): never => {
  throw codedDiskError(error);
};

/** Up to the first line that is not whole, and where each ends in the file. */
const readNotes = async (path: string): Promise<{ notes: FrameNote[]; ends: number[] }> => {
  const text = await readFile(path, 'utf8').catch(() => '');
  const notes: FrameNote[] = [];
  const ends: number[] = [];
  // All of it is ASCII: characters are bytes.
  for (let start = 0, end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
    const note = parseNote(text.slice(start, end));
    if (!note) break;
    notes.push(note);
    ends.push(end + 1);
  }
  return { notes, ends };
};

const parseNote = (line: string): FrameNote | undefined => {
  try {
    return frameNote.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
};

/** Those that are whole. */
const readFollowed = async (folder: string): Promise<Followed[]> => {
  const names = (await readdir(folder)).filter((name) => /^followed-\d+$/.test(name));
  const all = await Promise.all(names.map((name) => readFile(join(folder, name)).then(asFollowed)));
  return all.filter((each) => each !== undefined);
};

const asFollowed = (bytes: Buffer): Followed | undefined => {
  try {
    return deserialize(bytes) as Followed;
  } catch {
    return undefined;
  }
};
