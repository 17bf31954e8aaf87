/** A zip written while it is read: pictures as they are, text packed. */
import { type PassThrough, Readable } from 'node:stream';
import yazl from 'yazl';
import type { ZipSource } from '#server/ports/zip-files.ts';

/** A file added is opened only when its turn comes, so the list may be long. */
export const writeZip = (sources: AsyncIterable<ZipSource>): Readable => {
  const zip = new yazl.ZipFile();
  // A PassThrough; its type says no more than that it can be read.
  const output = zip.outputStream as PassThrough;
  zip.on('error', (error) => output.destroy(error));
  addAll(zip, sources).catch((error: unknown) => output.destroy(error instanceof Error ? error : new Error('zip')));
  return output;
};

const addAll = async (zip: yazl.ZipFile, sources: AsyncIterable<ZipSource>): Promise<void> => {
  for await (const source of sources) {
    // JPEG does not get smaller by packing.
    if ('path' in source) zip.addFile(source.path, source.name, { compress: false });
    else zip.addReadStreamLazy(source.name, { compress: true }, (give) => give(null, Readable.from(source.text())));
  }
  zip.end();
};
