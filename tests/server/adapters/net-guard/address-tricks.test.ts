/** Every address trick at every door of the guard. The witness is a listener that all private addresses lead to. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNetGuard } from '#server/adapters/net-guard/create-net-guard.ts';
import type { FilteringProxy, NetGuard } from '#server/ports/net-guard.ts';
import { isPublicInTests, resolveTrick, trickAuthorities, trickUrls } from '#tests/server/helpers/address-tricks.ts';
import { type Canary, openCanary } from '#tests/server/helpers/canary.ts';

let canary: Canary;
let guard: NetGuard;
let proxy: FilteringProxy;
let redirectTo = '';

/** The public host: answers with a redirect to the trick of the moment. */
const publicServer = createServer((request, response) => {
  if (request.url !== '/chain') return void response.end('public');
  response.writeHead(302, { location: encodeURI(redirectTo) }).end();
});

beforeAll(async () => {
  publicServer.listen(0, '127.0.0.1');
  await once(publicServer, 'listening');
  canary = await openCanary(() => (publicServer.address() as AddressInfo).port);
  guard = createNetGuard({ allowedHosts: [], resolve: resolveTrick, connect: canary.connect });
  proxy = await guard.openProxy({ socketPath: null });
});

afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  await canary[Symbol.asyncDispose]();
  publicServer.close();
});

/** One request as its raw bytes, so that no client of ours makes the address tidy first. Gives the status. */
const ask = async (to: FilteringProxy, line: string): Promise<number> => {
  const socket = connect({ host: '127.0.0.1', port: to.port ?? 0 });
  await once(socket, 'connect');
  const word = Buffer.from(to.credentials).toString('base64');
  socket.write(
    `${line} HTTP/1.1\r\nHost: public.test\r\nProxy-Authorization: Basic ${word}\r\nConnection: close\r\n\r\n`,
  );
  // A tunnel that did open would be asked for a page, and say so.
  setTimeout(() => socket.end(), 200).unref();
  const said = await text(socket).catch(() => '');
  return Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1] ?? 0);
};

const expectUntouched = (): void => {
  expect(canary.dialled.filter((address) => !isPublicInTests(address))).toEqual([]);
  expect(canary.reached()).toBe(0);
};

describe('address tricks', () => {
  test('there are more than a hundred', () => expect(trickUrls.length).toBeGreaterThan(100));

  test.each(trickUrls)('the proxy dials nothing private for GET %s', async (url) => {
    const status = await ask(proxy, `GET ${url}`);
    expectUntouched();
    if (!url.includes('public.test')) expect(status).toBeGreaterThanOrEqual(400);
  });

  test.each(trickAuthorities)('the proxy opens no tunnel for CONNECT %s', async (authority) => {
    expect(await ask(proxy, `CONNECT ${authority}`)).toBeGreaterThanOrEqual(400);
    expectUntouched();
  });

  test.each(trickUrls)('fetching %s is refused before a dial', async (url) => {
    const outcome = await fetchOutcome(guard, url);
    expectUntouched();
    if (!url.includes('public.test')) expect(outcome).not.toBe('fetched');
  });

  test.each(trickUrls)('a redirect from a public host to %s is not followed to a private address', async (url) => {
    redirectTo = url;
    await fetchOutcome(guard, 'http://public.test/chain');
    expectUntouched();
  });

  test('a name that is public when first asked for and private afterwards is judged at every dial', async () => {
    expect(await ask(proxy, 'GET http://rebind.test/clip.mp4')).toBe(200);
    expect(await ask(proxy, 'GET http://rebind.test/clip.mp4')).toBe(403);
    expect(await fetchOutcome(guard, 'http://rebind.test/clip.mp4')).toBe('address_refused');
    expectUntouched();
  });
});

describe('the check itself', () => {
  test('the listener is reached where the operator allows the host', async () => {
    await using watched = await openCanary(() => 0);
    const allowedHosts = ['127.0.0.1', '[::1]', 'private.test:8080'];
    const open = createNetGuard({ allowedHosts, resolve: resolveTrick, connect: watched.connect });
    await using door = await open.openProxy({ socketPath: null });
    for (const url of ['http://0x7f.1/', 'http://2130706433/', 'http://[0:0::1]/', 'http://private.test:8080/']) {
      expect(await ask(door, `GET ${url}`)).toBe(200);
    }
    expect(await ask(door, 'CONNECT 127.0.0.1:443')).toBe(200);
    expect(watched.reached()).toBe(5);
    expect(await ask(door, 'GET http://private.test/')).toBe(403);
    expect(await ask(door, 'GET http://127.0.0.1:8080/')).toBe(403);
    expect(watched.reached()).toBe(5);
  });
});

const fetchOutcome = async (by: NetGuard, url: string): Promise<string> => {
  try {
    await by.fetch(url, { maxBytes: 1000, signal: AbortSignal.timeout(5000) });
    return 'fetched';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
};
