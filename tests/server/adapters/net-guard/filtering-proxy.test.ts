/** The proxy as a client sees it, in front of a real server on loopback that the operator allows; curl is the outside witness. */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetGuard } from '#server/adapters/net-guard/create-net-guard.ts';
import type { FilteringProxy, NetGuard } from '#server/ports/net-guard.ts';
import { temporaryFolder } from '#tests/helpers/make-clip.ts';

const execute = promisify(execFile);
const file = randomBytes(3_000_000);
let seen: IncomingHttpHeaders = {};

const server = createServer((request, response) => {
  seen = request.headers;
  if (request.url === '/cut') {
    response.writeHead(200, { 'content-length': file.length });
    return void response.write(file.subarray(0, 100_000), () => response.destroy());
  }
  if (request.url === '/around') return void response.writeHead(302, { location: '/around' }).end();
  if (request.url === '/missing') return void response.writeHead(404).end();
  return void response.end(file);
});

/** Says back what it hears: no HTTP at all. */
const echo = createTcpServer((socket) => socket.pipe(socket));

const portOf = (listener: { address(): unknown }): number => (listener.address() as AddressInfo).port;
const urlOf = (path: string): string => `http://127.0.0.1:${portOf(server)}${path}`;

let guard: NetGuard;
let proxy: FilteringProxy;

beforeAll(async () => {
  for (const listener of [server, echo]) {
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
  }
  guard = createNetGuard({ allowedHosts: [`127.0.0.1:${portOf(server)}`, `127.0.0.1:${portOf(echo)}`] });
  proxy = await guard.openProxy({ socketPath: null });
});

afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  server.close();
  echo.close();
});

const curl = async (args: readonly string[]): Promise<Buffer> => {
  const { stdout } = await execute('curl', ['--silent', '--show-error', ...args], {
    encoding: 'buffer',
    maxBuffer: 16 << 20,
  });
  return stdout;
};

const through = (credentials = proxy.credentials): string[] => [
  '--proxy',
  `http://${credentials}@127.0.0.1:${proxy.port}`,
];

const withCurl = test.skipIf(!existsSync('/usr/bin/curl'));

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('the filtering proxy', () => {
  withCurl('passes a file on byte for byte', async () => {
    expect(digest(await curl([...through(), urlOf('/file')]))).toBe(digest(file));
  });

  withCurl('tells the server nothing of itself or of its password', async () => {
    await curl([
      ...through(),
      '--header',
      'Connection: X-Own',
      '--header',
      'X-Own: 1',
      '--range',
      '5-9',
      urlOf('/file'),
    ]);
    expect(seen.host).toBe(`127.0.0.1:${portOf(server)}`);
    expect(seen.range).toBe('bytes=5-9');
    expect(Object.keys(seen).filter((name) => /proxy|forwarded|via|x-own/.test(name))).toEqual([]);
  });

  withCurl.each(['job:wrong', `job:${'0'.repeat(48)}`])(
    'answers 407 to who does not know its word: %s',
    async (word) => {
      const said = await curl([
        ...through(word),
        '--write-out',
        '%{http_code}',
        '--output',
        '/dev/null',
        urlOf('/file'),
      ]);
      expect(said.toString()).toBe('407');
      const tunnel = curl([...through(word), '--proxytunnel', urlOf('/file')]);
      await expect(tunnel).rejects.toThrow(/407/);
    },
  );

  withCurl('a broken answer stays a broken one', async () => {
    await expect(curl([...through(), urlOf('/cut')])).rejects.toMatchObject({ code: 18 });
  });

  test('a tunnel carries bytes both ways until an end hangs up', async () => {
    const socket = connect({ host: '127.0.0.1', port: proxy.port ?? 0 });
    const word = Buffer.from(proxy.credentials).toString('base64');
    const at = `127.0.0.1:${portOf(echo)}`;
    socket.write(`CONNECT ${at} HTTP/1.1\r\nHost: ${at}\r\nProxy-Authorization: Basic ${word}\r\n\r\n`);
    await once(socket, 'data');
    socket.write('hello ');
    socket.end('there');
    expect(await text(socket)).toBe('hello there');
  });

  test('listens on a UNIX socket where one is asked for', async () => {
    await using folder = await temporaryFolder();
    const socketPath = join(folder.path, 'door');
    await using door = await guard.openProxy({ socketPath });
    expect(door.port).toBeNull();
    const socket = connect(socketPath);
    const word = Buffer.from(door.credentials).toString('base64');
    const headers = `Host: x\r\nConnection: close\r\nProxy-Authorization: Basic ${word}`;
    socket.write(`GET ${urlOf('/missing')} HTTP/1.1\r\n${headers}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 404/);
  });

  withCurl('remembers what it has refused', async () => {
    await curl([...through(), 'http://169.254.169.254/latest']);
    expect(proxy.refusals.at(-1)).toMatchObject({ code: 'address_refused', facts: { host: '169.254.169.254' } });
  });

  test('closing ends what is under way', async () => {
    const door = await guard.openProxy({ socketPath: null });
    const socket = connect({ host: '127.0.0.1', port: door.port ?? 0 });
    const word = Buffer.from(door.credentials).toString('base64');
    const at = `127.0.0.1:${portOf(echo)}`;
    socket.write(`CONNECT ${at} HTTP/1.1\r\nHost: ${at}\r\nProxy-Authorization: Basic ${word}\r\n\r\n`);
    await once(socket, 'data');
    await door[Symbol.asyncDispose]();
    await once(socket.resume(), 'close');
  });
});

describe('fetching a small file', () => {
  const signal = new AbortController().signal;

  test('gives the file, or its beginning', async () => {
    const whole = await guard.fetch(urlOf('/file'), { maxBytes: 5_000_000, signal });
    expect({ digest: digest(whole.bytes), isCut: whole.isCut }).toEqual({ digest: digest(file), isCut: false });
    const part = await guard.fetch(urlOf('/file'), { maxBytes: 1000, signal });
    expect({ digest: digest(part.bytes), isCut: part.isCut }).toEqual({
      digest: digest(file.subarray(0, 1000)),
      isCut: true,
    });
  });

  test.each([
    ['/missing', 'link_missing'],
    ['/cut', 'link_unreachable'],
    ['/around', 'link_unreachable'],
  ])('%s is refused as %s', async (path, code) => {
    await expect(guard.fetch(urlOf(path), { maxBytes: 5_000_000, signal })).rejects.toMatchObject({ code });
  });
});
