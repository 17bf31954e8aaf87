/** Whether yt-dlp, and what it starts, has any way out but the guard. The canary stands open on loopback for who goes past it. */
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetGuard } from '#server/adapters/net-guard/create-net-guard.ts';
import { createVideoLinks } from '#server/adapters/yt-dlp/video-links.ts';
import { generousLimits, temporaryFolder, tools } from '#tests/helpers/make-clip.ts';
import { resolveTrick } from '#tests/server/helpers/address-tricks.ts';
import { type Canary, openCanary } from '#tests/server/helpers/canary.ts';
import { openVideoServer, type VideoServer } from '#tests/server/helpers/video-server.ts';

const execute = promisify(execFile);
const wall = resolve(import.meta.dirname, '../../../../server/adapters/yt-dlp/walled.py');
const hasWall = await execute(tools.pythonPath, [wall, '--probe']).then(
  () => true,
  () => false,
);

let site: VideoServer;
let canary: Canary;

beforeAll(async () => {
  site = await openVideoServer({ seconds: 2 });
  canary = await openCanary(() => site.port);
});

afterAll(async () => {
  await canary[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

/** CANARY is the canary's own host and port; public.test is the site. */
const tricks = [
  ...['http://CANARY/clip.mp4', 'https://CANARY/clip.mp4', 'ftp://CANARY/clip.mp4', 'rtmp://CANARY/live/a'],
  ...['rtsp://CANARY/live', 'ws://CANARY/live', 'mms://CANARY/live', 'http://127.0.0.1/clip.mp4'],
  ...['http://0x7f.1/clip.mp4', 'http://[::ffff:127.0.0.1]/clip.mp4', 'https://localhost/clip.mp4'],
  ...['http://169.254.169.254/latest/meta-data/', 'http://mixed.test/clip.mp4', 'https://private.test/clip.mp4'],
  ...['file:///etc/passwd', 'http://public.test/redirect?to=http://CANARY/clip.mp4'],
  ...['http://public.test/redirect?to=ftp://CANARY/clip.mp4', 'http://public.test/redirect?to=file:///etc/passwd'],
  ...['http://public.test/elsewhere.m3u8?at=http://CANARY', 'http://public.test/elsewhere.m3u8?at=ftp://CANARY'],
  'http://public.test:8080/clip.mp4',
];

const openTricked = (mayWall: boolean) => {
  const guard = createNetGuard({ allowedHosts: [], resolve: resolveTrick, connect: canary.connect });
  return createVideoLinks({ tools, guard, nodePath: process.execPath, mayWall });
};

const tryDownload = async (url: string, mayWall: boolean) => {
  await using folder = await temporaryFolder();
  return await openTricked(mayWall).download({
    target: { url: url.replaceAll('CANARY', canary.host), item: null },
    folder: folder.path,
    limits: generousLimits,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
};

describe('address tricks through yt-dlp', () => {
  test.each(tricks)('%s reaches nothing private where the kernel has no wall', async (url) => {
    await expect(tryDownload(url, false)).rejects.toMatchObject({ name: 'StudioError' });
    expect(canary.reached()).toBe(0);
  });

  test.skipIf(!hasWall).each(tricks.slice(0, 8))('%s reaches nothing private behind the wall', async (url) => {
    await expect(tryDownload(url, true)).rejects.toMatchObject({ name: 'StudioError' });
    expect(canary.reached()).toBe(0);
  });

  test('a public host is reached on its own port without being allowed', async () => {
    expect(await tryDownload('http://public.test/clip.mp4', false)).toMatchObject({ title: 'clip' });
  });
});

describe.skipIf(!hasWall)('behind the wall', () => {
  const inside = async (program: readonly string[]): Promise<string> => {
    await using folder = await temporaryFolder();
    const { stdout } = await execute(tools.pythonPath, ['-I', wall, join(folder.path, 'none'), '3128', ...program]);
    return stdout.trim();
  };

  test('JavaScript reaches no port of the machine, which Node would allow it', async () => {
    const script = `fetch('http://${canary.host}/').then(() => console.log('out'), () => console.log('shut in'))`;
    const { stdout } = await execute(process.execPath, ['--permission', '-e', script]);
    expect(stdout.trim()).toBe('out');
    const before = canary.reached();
    expect(await inside([process.execPath, '--permission', '-e', script])).toBe('shut in');
    expect(canary.reached()).toBe(before);
  });

  test('there is no network but a loopback of its own', async () => {
    const names = await inside(['/bin/sh', '-c', "sed -n 's/^ *\\([a-z0-9]*\\):.*/\\1/p' /proc/net/dev"]);
    expect(names).toBe('lo');
  });

  test('the program ends with its own exit code', async () => {
    await expect(inside(['/bin/sh', '-c', 'exit 7'])).rejects.toMatchObject({ code: 7 });
  });
});
