import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClientToServerEvents, Greeting, NumberedEvent, ServerToClientEvents } from '#core/contract/events.ts';
import { listen } from '#tests/server/helpers/listen.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let server: Awaited<ReturnType<typeof listen>>;
const sockets: Socket[] = [];
beforeEach(async () => {
  scene = await openTestStudio();
  server = await listen(scene);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await server[Symbol.asyncDispose]();
  await scene[Symbol.asyncDispose]();
});

const connect = async (auth: object, extraHeaders: Record<string, string> = {}) => {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(server.address, {
    path: '/api/live',
    transports: ['websocket'],
    reconnection: false,
    extraHeaders,
    auth,
  });
  sockets.push(socket as Socket);
  const heard: NumberedEvent[] = [];
  socket.on('event', (event) => heard.push(event));
  const greeting = await new Promise<Greeting>((resolve, reject) => {
    socket.on('hello', resolve);
    socket.on('connect_error', reject);
  });
  return { socket, greeting, heard };
};

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

test('two pages hear the same events in the same order', async () => {
  const [one, two] = await Promise.all([
    connect({ since: null, serverStartedAt: null }),
    connect({ since: null, serverStartedAt: null }),
  ]);
  for (const name of ['Ana', 'Bo', 'Cy']) await scene.studio.persons.create({ name });
  await until(() => one.heard.length === 3 && two.heard.length === 3);
  expect(one.heard).toEqual(two.heard);
  expect(one.heard.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('a page that was away is told what it missed, and nothing twice', async () => {
  const { socket, greeting, heard } = await connect({ since: null, serverStartedAt: null });
  await scene.studio.persons.create({ name: 'Ana' });
  await until(() => heard.length === 1);
  socket.disconnect();
  await scene.studio.persons.create({ name: 'Bo' });
  const back = await connect({ since: 1, serverStartedAt: greeting.serverStartedAt });
  expect(back.greeting).toMatchObject({
    tooOld: false,
    newestSeq: 2,
    missed: [{ seq: 2, event: { person: { name: 'Bo' } } }],
  });
});

test('a page of an earlier start of the studio is told to fetch everything', async () => {
  const { greeting } = await connect({ since: 7, serverStartedAt: '2020-01-01T00:00:00.000Z' });
  expect(greeting).toMatchObject({ tooOld: true, missed: [] });
});

test('the page of another origin gets no socket', async () => {
  await expect(connect({ since: null, serverStartedAt: null }, { origin: 'http://evil.example' })).rejects.toThrow();
});

test('a host that is not ours gets no socket', async () => {
  await expect(connect({ since: null, serverStartedAt: null }, { host: 'evil.example' })).rejects.toThrow();
});
