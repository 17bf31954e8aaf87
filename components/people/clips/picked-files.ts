/** What a person picked or dropped, sorted: videos one by one, all photos as one set, and what is neither of both. */
import type { SkippedFile } from '#core/contract/clip.ts';
import { fileKind, isHidden } from '#core/studio/file-kinds.ts';

export interface PickedFile {
  readonly file: File;
  /** The folder it came along with; null where it was picked itself. */
  readonly folder: string | null;
}

export interface SortedFiles {
  readonly videos: readonly File[];
  readonly photos: readonly File[];
  /** What the set of photos is called; null where nothing but their own names tells. */
  readonly folder: string | null;
  readonly skipped: readonly SkippedFile[];
}

/** A file that was picked itself is sent whatever its name: the studio looks at what is in it. */
export const sortFiles = (picked: readonly PickedFile[]): SortedFiles => {
  const shown = picked.filter(({ file, folder }) => folder === null || !isHidden(file.name)).sort(byName);
  const of = (kind: string) => shown.filter(({ file }) => fileKind(file.name) === kind);
  const others = of('other');
  const folders = new Set(shown.map(({ folder }) => folder));
  return {
    videos: [...of('video'), ...others.filter(({ folder }) => folder === null)].map(({ file }) => file),
    photos: of('photo').map(({ file }) => file),
    folder: folders.size === 1 ? ([...folders][0] ?? null) : null,
    skipped: others
      .filter(({ folder }) => folder !== null)
      .map(({ file }) => ({ name: file.name, code: 'not_a_video' })),
  };
};

const byName = (a: PickedFile, b: PickedFile): number =>
  a.file.name.localeCompare(b.file.name, 'en', { numeric: true });

/** Files picked by a chooser; one for folders gives each file's way below the folder. */
export const pickedFrom = (files: readonly File[]): PickedFile[] =>
  files.map((file) => ({ file, folder: topOf(file) }));

const topOf = (file: File): string | null => file.webkitRelativePath.split('/')[0] || null;

/** Files and whole folders that were dropped. The list must be taken before the event is over. */
export const droppedFrom = (transfer: DataTransfer): Promise<PickedFile[]> => {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return Promise.resolve(pickedFrom([...transfer.files]));
  return Promise.all(entries.map((entry) => filesIn(entry, entry.isDirectory ? entry.name : null))).then((lists) =>
    lists.flat(),
  );
};

const filesIn = async (entry: FileSystemEntry, folder: string | null): Promise<PickedFile[]> => {
  if (isFile(entry))
    return [{ file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)), folder }];
  const inside = await entriesIn(entry as FileSystemDirectoryEntry);
  return (await Promise.all(inside.map((below) => filesIn(below, folder)))).flat();
};

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

/** A folder gives its entries by the hundred, and none when there are no more. */
const entriesIn = async (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
};
