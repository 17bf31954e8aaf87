/** Takes named files out of an npm tarball, in memory: no name inside it ever becomes a path. */
import { gunzipSync } from 'node:zlib';

const blockBytes = 512;

/** `names` as they stand in the archive (`package/...`) -> their bytes; a name that is not there is not in the map. */
export const readTarball = (tarball: Uint8Array, names: readonly string[]): Map<string, Uint8Array> => {
  const archive = gunzipSync(tarball);
  const found = new Map<string, Uint8Array>();
  for (let offset = 0; offset + blockBytes <= archive.length; ) {
    const header = archive.subarray(offset, offset + blockBytes);
    const name = textAt(header, 0, 100);
    if (name === '') break;
    const sizeBytes = Number.parseInt(textAt(header, 124, 12), 8);
    const start = offset + blockBytes;
    if (names.includes(name)) found.set(name, archive.subarray(start, start + sizeBytes));
    offset = start + Math.ceil(sizeBytes / blockBytes) * blockBytes;
  }
  return found;
};

const textAt = (header: Uint8Array, start: number, length: number): string => {
  const text = Buffer.from(header.subarray(start, start + length)).toString('utf8');
  const end = text.indexOf('\0');
  return (end === -1 ? text : text.slice(0, end)).trim();
};
