/** The real yt-dlp against a site on loopback that the operator allows by host and port, through the guard. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetGuard } from '#server/adapters/net-guard/create-net-guard.ts';
import { createVideoLinks } from '#server/adapters/yt-dlp/video-links.ts';
import type { DownloadProgress, VideoLinks } from '#server/ports/video-links.ts';
import { generousLimits, temporaryFolder, tools, witness } from '#tests/helpers/make-clip.ts';
import { processesWith } from '#tests/helpers/processes.ts';
import { openVideoServer, type VideoServer } from '#tests/server/helpers/video-server.ts';

let site: VideoServer;
let links: VideoLinks;
const signal = new AbortController().signal;

beforeAll(async () => {
  site = await openVideoServer();
  links = createVideoLinks({
    tools,
    guard: createNetGuard({ allowedHosts: [site.host] }),
    nodePath: process.execPath,
  });
});

afterAll(() => site[Symbol.asyncDispose]());

const at = (path: string, item: number | null = null) => ({ url: site.url(path), item });

const digestOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

const download = async (path: string, options: { folder: string; item?: number; limits?: typeof generousLimits }) => {
  const progress: DownloadProgress[] = [];
  const video = await links.download({
    target: at(path, options.item ?? null),
    folder: options.folder,
    limits: options.limits ?? generousLimits,
    signal,
    onProgress: (told) => progress.push(told),
  });
  return { video, progress };
};

describe('looking at a link', () => {
  test('a file is a video by its name', async () => {
    expect(await links.inspect(at('/clip.mp4'), signal)).toMatchObject({
      kind: 'video',
      facts: { title: 'clip', site: site.host, pageUrl: site.url('/clip.mp4') },
    });
  });

  test('a page tells title, length and picture', async () => {
    expect(await links.inspect(at('/take.html'), signal)).toEqual({
      kind: 'video',
      facts: {
        title: 'A take by the window',
        site: site.host,
        pageUrl: site.url('/take.html'),
        durationSeconds: 6,
        sizeBytes: null,
        note: null,
      },
      thumbnailUrl: site.url('/picture.jpg'),
      fileUrl: site.url('/clip.mp4'),
    });
  });

  test('a feed is a list that asks first', async () => {
    const list = await links.inspect(at('/feed.xml'), signal);
    expect(list).toMatchObject({ kind: 'playlist', playlist: { title: 'Interview', count: 3 } });
    const entries = list.kind === 'playlist' ? list.playlist.entries : [];
    expect(entries.map(({ index, title, url }) => ({ index, title, url }))).toEqual([
      { index: 1, title: 'First', url: site.url('/clip.mp4?0') },
      { index: 2, title: 'Second', url: site.url('/clip.mp4?1') },
      { index: 3, title: 'Third', url: site.url('/clip.mp4?2') },
    ]);
  });

  test('of a page with two videos each is reached by its place', async () => {
    const list = await links.inspect(at('/two.html'), signal);
    const entries = list.kind === 'playlist' ? list.playlist.entries : [];
    expect(entries.map(({ index, url }) => ({ index, url }))).toEqual([
      { index: 1, url: null },
      { index: 2, url: null },
    ]);
    expect(await links.inspect(at('/two.html', 2), signal)).toMatchObject({
      kind: 'video',
      facts: { title: 'Two takes (2)' },
    });
  });

  test.each([
    ['/nothing.html', 'link_no_video'],
    ['/missing.mp4', 'link_missing'],
    ['/secret.mp4', 'link_denied'],
    ['/error.mp4', 'link_unreachable'],
    ['/round.mp4', 'link_unreachable'],
    ['/live.m3u8', 'link_live'],
    ['/to-metadata.mp4', 'address_refused'],
    ['/to-loopback.mp4', 'address_refused'],
  ])('%s is refused as %s', async (path, code) => {
    await expect(links.inspect(at(path), signal)).rejects.toMatchObject({ code });
  });
});

describe('downloading', () => {
  test('a file comes whole, its progress told in bytes', async () => {
    await using folder = await temporaryFolder();
    const { video, progress } = await download('/clip.mp4', { folder: folder.path });
    expect(await digestOf(video.path)).toBe(site.clipSha256);
    expect(progress.at(-1)).toMatchObject({ receivedBytes: site.clip.length, totalBytes: site.clip.length });
  });

  test.each(['/moved.mp4', '/no-ranges.mp4'])('%s comes whole', async (path) => {
    await using folder = await temporaryFolder();
    const { video } = await download(path, { folder: folder.path });
    expect(await digestOf(video.path)).toBe(site.clipSha256);
  });

  test('what breaks in the middle is gone on with where it broke', async () => {
    await using folder = await temporaryFolder();
    const { video } = await download('/breaks.mp4', { folder: folder.path });
    expect(await digestOf(video.path)).toBe(site.clipSha256);
    const ranges = site.asked.filter(({ path }) => path === '/breaks.mp4').map(({ range }) => range);
    expect(ranges).toContain(`bytes=${Math.ceil(site.clip.length / 3)}-`);
  });

  test('a stopped download leaves no process, and the next one goes on from its part', async () => {
    await using folder = await temporaryFolder();
    const stopping = new AbortController();
    const stopped = links.download({
      target: at('/drip.mp4'),
      folder: folder.path,
      limits: generousLimits,
      signal: stopping.signal,
      onProgress: ({ receivedBytes }) => receivedBytes > 100_000 && stopping.abort(),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(processesWith(site.url('/drip.mp4'))).toEqual([]);
    expect(await readdir(folder.path)).toEqual(['video.mp4.part']);
    site.asked.length = 0;
    const { video } = await download('/drip.mp4', { folder: folder.path });
    expect(await digestOf(video.path)).toBe(site.clipSha256);
    expect(site.asked.some(({ range }) => /^bytes=[1-9]\d{4,}-$/.test(range ?? ''))).toBe(true);
  });

  test('HLS becomes one file that any reader takes', async () => {
    await using folder = await temporaryFolder();
    const { video } = await download('/list.m3u8', { folder: folder.path });
    const { video: stream, audio } = await witness(video.path);
    expect(Number(stream.nb_read_frames)).toBe(150);
    expect(audio?.codec_name).toBe('aac');
  });

  test('one video of a page is taken by its place', async () => {
    await using folder = await temporaryFolder();
    site.asked.length = 0;
    const { video } = await download('/two.html', { folder: folder.path, item: 2 });
    expect(await digestOf(video.path)).toBe(site.clipSha256);
    expect(site.asked.map(({ path }) => path)).toContain('/moved-again.mp4');
  });

  test.each([
    ['/missing.mp4', 'link_missing'],
    ['/error.mp4', 'link_unreachable'],
    ['/live.m3u8', 'link_live'],
    ['/gap.m3u8', 'link_missing'],
    ['/busy.mp4', 'link_unreachable'],
    ['/empty.html', 'link_no_video'],
    ['/nothing.html', 'link_no_video'],
    ['/to-metadata.mp4', 'address_refused'],
    ['/elsewhere.m3u8?at=http://10.0.0.1', 'address_refused'],
  ])('%s is refused as %s', async (path, code) => {
    await using folder = await temporaryFolder();
    await expect(download(path, { folder: folder.path })).rejects.toMatchObject({ code });
  });

  test('a file over the limit is refused before it is here', async () => {
    await using folder = await temporaryFolder();
    const limits = { ...generousLimits, maxFileBytes: 100_000 };
    const refused = download('/clip.mp4', { folder: folder.path, limits });
    await expect(refused).rejects.toMatchObject({ code: 'file_too_large' });
  });

  test('a file of unknown length ends at the limit', async () => {
    await using folder = await temporaryFolder();
    const limits = { ...generousLimits, maxFileBytes: site.clip.length / 2 };
    const refused = download('/list.m3u8', { folder: folder.path, limits });
    await expect(refused).rejects.toMatchObject({ code: 'file_too_large' });
  });

  test('a video over the limit of length is refused before it is here', async () => {
    await using folder = await temporaryFolder();
    const limits = { ...generousLimits, maxDurationSeconds: 5 };
    const refused = download('/list.m3u8', { folder: folder.path, limits });
    await expect(refused).rejects.toMatchObject({ code: 'video_too_long' });
  });

  test('a server that never answers is not waited for after a stop', async () => {
    await using folder = await temporaryFolder();
    const stopping = AbortSignal.timeout(3000);
    const target = at('/never.mp4');
    const limits = generousLimits;
    const waiting = links.download({
      target,
      folder: folder.path,
      limits,
      signal: stopping,
      onProgress: () => undefined,
    });
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
    expect(processesWith(site.url('/never.mp4'))).toEqual([]);
  });
});
