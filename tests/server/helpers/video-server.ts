/** A site with videos on loopback, well-behaved and not: ranges, redirects, slow and broken answers, HLS, pages, lists. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { makeClip, temporaryFolder, tools } from '#tests/helpers/make-clip.ts';

const execute = promisify(execFile);

export interface VideoServer extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
  readonly url: (path: string) => string;
  /** What was asked for so far: path, and the range where one was named. */
  readonly asked: { readonly path: string; readonly range: string | undefined }[];
  readonly clip: Buffer;
  readonly clipSha256: string;
}

interface Site {
  readonly clip: Buffer;
  readonly folder: string;
  readonly url: (path: string) => string;
  /** How often a path was asked for, this time included. */
  readonly times: (path: string) => number;
}

export const openVideoServer = async ({ seconds = 6 }: { readonly seconds?: number } = {}): Promise<VideoServer> => {
  const folder = await temporaryFolder();
  await makeFiles(folder.path, seconds);
  const clip = await readFile(join(folder.path, 'clip.mp4'));
  const asked: VideoServer['asked'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push({ path, range: request.headers.range });
    const times = (name: string) => asked.filter((one) => one.path === name).length;
    serve({ clip, folder: folder.path, url, times }, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  const url = (path: string) => `http://${host}${path}`;
  return {
    host,
    port,
    url,
    asked,
    clip,
    clipSha256: createHash('sha256').update(clip).digest('hex'),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await folder[Symbol.asyncDispose]();
    },
  };
};

const makeFiles = async (folder: string, seconds: number): Promise<void> => {
  const clip = await makeClip({
    path: join(folder, 'clip.mp4'),
    size: '320x240',
    seconds,
    output: [
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
      ...['-movflags', '+faststart'],
    ],
  });
  const hls = [
    '-c',
    'copy',
    '-hls_time',
    '1',
    '-hls_list_size',
    '0',
    '-hls_segment_filename',
    join(folder, 'part-%d.ts'),
  ];
  await execute(tools.ffmpegPath, ['-v', 'error', '-i', clip, ...hls, join(folder, 'list.m3u8')]);
  await execute(tools.ffmpegPath, ['-v', 'error', '-i', clip, '-frames:v', '1', join(folder, 'picture.jpg')]);
};

const serve = async (site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const path = new URL(request.url ?? '/', site.url('/')).pathname;
  const route = routes[path];
  if (route) return route(site, request, response);
  const bytes = await readFile(join(site.folder, basename(path))).catch(() => undefined);
  if (!bytes) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<p>not here</p>');
  return sendRange(bytes, request, response);
};

type Route = (site: Site, request: IncomingMessage, response: ServerResponse) => void;

const page =
  (html: (site: Site) => string): Route =>
  (site, _request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html(site));

const redirect =
  (to: string): Route =>
  (_site, _request, response) =>
    void response.writeHead(302, { location: to }).end();

const status =
  (code: number): Route =>
  (_site, _request, response) =>
    void response.writeHead(code, { 'content-type': 'text/html' }).end('<p>no</p>');

const video = { 'content-type': 'video/mp4' };

const routes: Record<string, Route> = {
  '/moved.mp4': redirect('/moved-again.mp4'),
  '/moved-again.mp4': redirect('/clip.mp4'),
  '/to-metadata.mp4': redirect('http://169.254.169.254/latest/meta-data/clip.mp4'),
  '/to-loopback.mp4': redirect('http://127.0.0.1:1/clip.mp4'),
  '/redirect': (_site, request, response) =>
    void response.writeHead(302, { location: questionOf(request, 'to') }).end(),
  '/round.mp4': redirect('/round.mp4'),
  '/no-ranges.mp4': ({ clip }, _request, response) =>
    void response.writeHead(200, { ...video, 'content-length': clip.length }).end(clip),
  // Every connection breaks after a third of what was left.
  '/breaks.mp4': ({ clip }, request, response) =>
    sendRange(clip, request, response, { breakAfter: Math.ceil(clip.length / 3) }),
  '/drip.mp4': ({ clip }, request, response) => sendRange(clip, request, response, { dripMs: 100 }),
  '/error.mp4': status(500),
  '/busy.mp4': (site, request, response) =>
    site.times('/busy.mp4') < 3 ? status(503)(site, request, response) : sendRange(site.clip, request, response),
  '/secret.mp4': status(403),
  '/never.mp4': () => undefined,
  '/nothing.html': page(() => '<html><head><title>Nothing</title></head><body>No video here.</body></html>'),
  '/empty.html': page(() => ''),
  '/take.html': page(
    ({ url }) =>
      `<html><head><title>Takes</title><script type="application/ld+json">${JSON.stringify({
        '@context': 'https://schema.org',
        '@type': 'VideoObject',
        name: 'A take by the window',
        duration: 'PT6S',
        thumbnailUrl: url('/picture.jpg'),
        contentUrl: url('/clip.mp4'),
      })}</script></head><body></body></html>`,
  ),
  '/two.html': page(
    () =>
      '<html><head><title>Two takes</title></head><body><video src="/clip.mp4"></video><video src="/moved.mp4"></video></body></html>',
  ),
  '/feed.xml': ({ url }, _request, response) =>
    void response
      .writeHead(200, { 'content-type': 'application/rss+xml' })
      .end(
        `<?xml version="1.0"?><rss version="2.0"><channel><title>Interview</title>${['First', 'Second', 'Third']
          .map(
            (title, at) =>
              `<item><title>${title}</title><enclosure url="${url(`/clip.mp4?${at}`)}" type="video/mp4"/></item>`,
          )
          .join('')}</channel></rss>`,
      ),
  '/live.m3u8': async ({ folder }, _request, response) => {
    const list = await readFile(join(folder, 'list.m3u8'), 'utf8');
    response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' });
    response.end(list.replace('#EXT-X-ENDLIST', ''));
  },
  '/gap.m3u8': async ({ folder }, _request, response) => {
    const list = await readFile(join(folder, 'list.m3u8'), 'utf8');
    response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' }).end(list.replace('part-2', 'part-99'));
  },
  '/elsewhere.m3u8': async ({ folder }, request, response) => {
    const list = await readFile(join(folder, 'list.m3u8'), 'utf8');
    response.writeHead(200, { 'content-type': 'application/vnd.apple.mpegurl' });
    response.end(list.replaceAll('part-', `${questionOf(request, 'at')}/part-`));
  },
};

const questionOf = (request: IncomingMessage, name: string): string =>
  new URL(request.url ?? '/', 'http://any').searchParams.get(name) ?? '';

interface Manner {
  /** The connection is cut after so many bytes. */
  readonly breakAfter?: number;
  /** Between pieces of 16 KiB. */
  readonly dripMs?: number;
}

const sendRange = (bytes: Buffer, request: IncomingMessage, response: ServerResponse, manner: Manner = {}): void => {
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(first ?? 0);
  const end = last ? Math.min(Number(last) + 1, bytes.length) : bytes.length;
  const type = request.url?.endsWith('.jpg')
    ? 'image/jpeg'
    : request.url?.includes('.m3u8')
      ? 'application/vnd.apple.mpegurl'
      : 'video/mp4';
  const headers = { 'content-type': type, 'accept-ranges': 'bytes', 'content-length': end - start };
  if (first === undefined) response.writeHead(200, headers);
  else response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` });
  if (request.method === 'HEAD') return void response.end();
  const wanted = bytes.subarray(start, end);
  if (manner.breakAfter !== undefined && manner.breakAfter < wanted.length) {
    return void response.write(wanted.subarray(0, manner.breakAfter), () => response.destroy());
  }
  if (manner.dripMs === undefined) response.end(wanted);
  else drip(wanted, response, manner.dripMs);
};

const drip = (bytes: Buffer, response: ServerResponse, everyMs: number): void => {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, sent + 16_384));
    sent += 16_384;
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, everyMs);
  response.once('close', () => clearInterval(timer));
};
