/** Zips by yauzl and yazl. */
import type { ZipFiles } from '#server/ports/zip-files.ts';
import { openZip } from './open-zip.ts';
import { writeZip } from './write-zip.ts';

export const createZipFiles = (): ZipFiles => ({ open: openZip, write: writeZip });
