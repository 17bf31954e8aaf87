/** A file of the data folder as an answer: whole or in part, never as something a browser would run. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Context } from 'hono';
import { StudioError } from '#core/contract/errors.ts';

export interface SentFile {
  readonly path: string;
  readonly type: string;
  /** Named so by the browser when saved. */
  readonly downloadName?: string;
  /** The same address never shows another picture. */
  readonly immutable?: boolean;
}

/** @throws StudioError not_found */
export const sendFile = async (context: Context, file: SentFile): Promise<Response> => {
  const handle = await openFile(file.path);
  let isHandedOn = false;
  try {
    const { size, mtimeMs } = await handle.stat();
    const headers = headersOf(file, `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`);
    if (context.req.header('if-none-match') === headers.get('etag'))
      return new Response(null, { status: 304, headers });
    const range = rangeOf(context.req.header('range'), size);
    if (range === 'outside') {
      headers.set('content-range', `bytes */${size}`);
      return new Response(null, { status: 416, headers });
    }
    const { start, end } = range ?? { start: 0, end: size - 1 };
    headers.set('content-length', String(end - start + 1));
    if (range) headers.set('content-range', `bytes ${start}-${end}/${size}`);
    const status = range ? 206 : 200;
    if (context.req.method === 'HEAD' || size === 0) return new Response(null, { status, headers });
    isHandedOn = true;
    return new Response(streamOf(handle, { start, end }), { status, headers });
  } finally {
    if (!isHandedOn) await handle.close();
  }
};

/** Made for this answer; the same address never gives another. */
export const sendBytes = (bytes: Uint8Array, { downloadName, ...sent }: Omit<SentFile, 'path'>): Response => {
  const headers = commonHeaders(sent);
  if (downloadName) headers.set('content-disposition', `attachment; filename="${downloadName}"`);
  headers.set('content-length', String(bytes.length));
  return new Response(new Uint8Array(bytes), { headers });
};

/** Closes the file when it is read, and when the reader goes away. */
const streamOf = (handle: FileHandle, { start, end }: { start: number; end: number }): ReadableStream =>
  Readable.toWeb(createReadStream('', { fd: handle, start, end, highWaterMark: 256 * 1024 })) as ReadableStream;

const openFile = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new StudioError('not_found', 'This file is not there.', { cause: error });
  }
};

const headersOf = ({ type, downloadName, immutable }: SentFile, etag: string): Headers => {
  const headers = commonHeaders({ type, immutable });
  headers.set('accept-ranges', 'bytes');
  headers.set('etag', etag);
  if (downloadName) headers.set('content-disposition', `attachment; filename="${downloadName}"`);
  return headers;
};

const commonHeaders = ({ type, immutable }: Pick<SentFile, 'type' | 'immutable'>): Headers =>
  new Headers({
    'content-type': type,
    'cache-control': immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
  });

/** One range of RFC 9110; several at once, or another unit, are answered with the whole file. */
export const rangeOf = (
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'outside' | undefined => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'outside' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start >= size || start > end ? 'outside' : { start, end };
};

const videoTypes: Record<string, string> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/mp4',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  avi: 'video/x-msvideo',
};

export const videoType = (extension: string): string => videoTypes[extension] ?? 'application/octet-stream';
