/** Tells one state of the studio's code from another: frames drawn by different code are not joined into one video. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export const codeDigest = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const room of ['core', 'server']) {
    const names = (await readdir(join(root, room), { recursive: true })).filter((name) => name.endsWith('.ts')).sort();
    const files = await Promise.all(names.map((name) => readFile(join(root, room, name))));
    for (const [at, bytes] of files.entries()) hash.update(`${names[at]} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
};
