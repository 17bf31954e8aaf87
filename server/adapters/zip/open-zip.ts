/**
 * Reads a zip that anyone may have made. The names are never used as paths; what yauzl does not refuse by itself (links,
 * bombs, one name twice) is refused here. Rules: trust notes on archives, after the zip slips and bombs of other programs.
 */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { StudioError } from '#core/contract/errors.ts';
import type { ZipReader } from '#server/ports/zip-files.ts';

/** A picture of a face is some kilobytes, a list of 100,000 faces some hundred megabytes. */
const limits = { entries: 300_000, entryBytes: 2e9, pictureBytes: 64e6, totalBytes: 20e9, ratio: 100 };

/** Small files may shrink much: an empty picture of one colour. */
const ratioFreeBytes = 1e6;

export const openZip = async (path: string): Promise<ZipReader> => {
  const zip = await open(path);
  try {
    const entries = await readList(zip);
    const streamOf = async (name: string): Promise<Readable> => {
      const entry = entries.get(name);
      if (!entry)
        throw new StudioError('archive_refused', 'The archive lacks a file that it names.', { facts: { name } });
      return guarded(zip.openReadStreamPromise(entry));
    };
    return {
      entries: [...entries.values()].map(({ fileName, uncompressedSize }) => ({
        name: fileName,
        sizeBytes: uncompressedSize,
      })),
      read: async (name) => {
        refuseUnless((entries.get(name)?.uncompressedSize ?? 0) <= limits.pictureBytes, 'One file in it is too large.');
        const bytes = new Uint8Array(await guarded(buffer(await streamOf(name))));
        // yauzl checks lengths and leaves the checksum to its caller.
        refuseUnless(crc32(bytes) === entries.get(name)?.crc32, 'A file in it is damaged.');
        return bytes;
      },
      lines: (name) => readLines(streamOf(name)),
      [Symbol.asyncDispose]: async () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof StudioError ? error : damaged(error);
  }
};

const open = async (path: string): Promise<yauzl.ZipFile> => {
  try {
    return await yauzl.openPromise(path, { autoClose: false, strictFileNames: true });
  } catch (cause) {
    throw new StudioError('not_an_archive', 'This file is no zip archive.', { cause });
  }
};

const readList = async (zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> => {
  refuseUnless(zip.entryCount <= limits.entries, 'It holds more files than a set of faces can.');
  const entries = new Map<string, yauzl.Entry>();
  const seen = new Set<string>();
  let totalBytes = 0;
  for await (const entry of zip.eachEntry()) {
    refuseOddEntry(entry);
    totalBytes += entry.uncompressedSize;
    refuseUnless(totalBytes <= limits.totalBytes, 'Unpacked it is too large.');
    // Two names that a file system may hold for one.
    const folded = entry.fileName.normalize('NFC').toLowerCase();
    refuseUnless(!seen.has(folded), 'It names one file twice.');
    seen.add(folded);
    if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry);
  }
  return entries;
};

const refuseOddEntry = (entry: yauzl.Entry): void => {
  const { fileName, uncompressedSize, compressedSize, externalFileAttributes } = entry;
  refuseUnless(!fileName.includes('\0'), 'A file name in it is none.');
  const unixType = (externalFileAttributes >>> 16) & 0xf000;
  refuseUnless([0, 0x8000, 0x4000].includes(unixType), 'It holds a link or a device.');
  refuseUnless(!entry.isEncrypted(), 'It is encrypted.');
  refuseUnless(uncompressedSize <= limits.entryBytes, 'One file in it is too large.');
  const shrinks = uncompressedSize > ratioFreeBytes && uncompressedSize > compressedSize * limits.ratio;
  refuseUnless(!shrinks, 'A file in it grows a hundredfold when unpacked.');
};

const refuseUnless = (condition: boolean, reason: string): void => {
  if (!condition) throw new StudioError('archive_refused', `This archive is not taken. ${reason}`);
};

async function* readLines(opening: Promise<Readable>): AsyncGenerator<string> {
  const stream = await opening;
  let failure: unknown;
  // readline ends quietly when its stream fails.
  stream.once('error', (error) => {
    failure = error;
  });
  yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  if (failure) throw damaged(failure);
}

const guarded = async <Value>(work: Promise<Value>): Promise<Value> => {
  try {
    return await work;
  } catch (error) {
    throw error instanceof StudioError ? error : damaged(error);
  }
};

const damaged = (cause: unknown): StudioError =>
  new StudioError('archive_refused', 'This archive is damaged, or a name in it leads out of it.', { cause });
