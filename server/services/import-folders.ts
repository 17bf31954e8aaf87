/** The folders of the server that the operator opens for import: nothing else of the disk is seen or named through here. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { ServerFolder } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import { fileKind, isHidden } from '#core/studio/file-kinds.ts';

export interface ImportFolders {
  /** The folders opened, or what lies in one of them. @throws StudioError bad_request, file_missing */
  list(path: string | undefined): Promise<ServerFolder>;
  /** @throws StudioError bad_request, file_missing */
  resolve(path: string): Promise<Entry>;
  /** Files in a folder, named with all links followed, and in those below it, in the order of their names. */
  filesIn(path: string): AsyncGenerator<Entry>;
}

export interface Entry {
  /** As a person knows it. */
  readonly name: string;
  readonly path: string;
  /** With all links followed. */
  readonly realPath: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
}

export const createImportFolders = (opened: readonly string[]): ImportFolders => {
  const roots = () => Promise.all(opened.map((folder) => realpath(folder).catch(() => resolve(folder))));

  /** Links are followed first: one inside an open folder must not lead out of it. */
  const inside = async (path: string): Promise<string> => {
    const real = await realpath(path).catch(() => resolve(path));
    if ((await roots()).some((root) => real === root || real.startsWith(root + sep))) return real;
    throw new StudioError(
      'bad_request',
      'Files of the server may be named only inside the folders that its configuration opens for import.',
    );
  };

  const entryOf = async (path: string): Promise<Entry> => {
    const realPath = await inside(path);
    const found = await stat(realPath).catch(() => undefined);
    if (found?.isFile() || found?.isDirectory()) {
      return { name: basename(path), path, realPath, isFolder: found.isDirectory(), sizeBytes: found.size };
    }
    throw new StudioError('file_missing', `There is no readable file or folder ${basename(path)}.`);
  };

  /** Links that lead out, or nowhere, are left out. */
  const entriesOf = async (folder: string): Promise<Entry[]> => {
    const names = (await readdir(folder)).filter((name) => !isHidden(name)).sort(byName);
    const found = await Promise.all(names.map((name) => entryOf(join(folder, name)).catch(() => undefined)));
    return found.filter((entry) => entry !== undefined);
  };

  async function* filesIn(folder: string, seen = new Set([folder])): AsyncGenerator<Entry> {
    for (const entry of await entriesOf(folder)) {
      if (!entry.isFolder) yield entry;
      else if (!seen.has(entry.realPath)) yield* filesIn(entry.realPath, seen.add(entry.realPath));
    }
  }

  return {
    resolve: entryOf,
    filesIn: (folder) => filesIn(folder),
    list: async (path) => {
      if (path === undefined) {
        const folders = (await roots()).map((root) => ({ name: root, path: root }));
        return { path: null, parent: null, folders, files: [] };
      }
      const { realPath, isFolder } = await entryOf(path);
      if (!isFolder) throw new StudioError('bad_request', 'This is a file, not a folder.');
      const entries = await entriesOf(realPath);
      return {
        path: realPath,
        parent: await inside(dirname(realPath)).catch(() => null),
        folders: entries.filter((entry) => entry.isFolder).map(({ name, path }) => ({ name, path })),
        files: entries
          .filter((entry) => !entry.isFolder)
          .map(({ name, path, sizeBytes }) => ({ name, path, sizeBytes, kind: fileKind(name) })),
      };
    },
  };
};

const byName = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
