/** Zips as streams: none is ever unpacked into a folder by the names it carries. */
import type { Readable } from 'node:stream';

/** What goes into a zip: a file as it lies on disk, or text that is made while it is written. */
export type ZipSource =
  | { readonly name: string; readonly path: string }
  | { readonly name: string; readonly text: () => AsyncIterable<string> };

export interface ZipEntry {
  readonly name: string;
  readonly sizeBytes: number;
}

export interface ZipReader extends AsyncDisposable {
  /** Files only, in the order of the zip's own list. */
  readonly entries: readonly ZipEntry[];
  /** @throws StudioError archive_refused where it is not what the list says */
  read(name: string): Promise<Uint8Array>;
  lines(name: string): AsyncIterable<string>;
}

export interface ZipFiles {
  /**
   * @throws StudioError not_an_archive; archive_refused where a name leads out of the zip, an entry is a link, is
   *   encrypted, or there is more in it than a set of faces can need
   */
  open(path: string): Promise<ZipReader>;
  write(sources: AsyncIterable<ZipSource>): Readable;
}
