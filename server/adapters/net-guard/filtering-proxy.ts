/**
 * An HTTP proxy for one job, the only way out that its programs have. It dials for them (dial.ts decides where), understands
 * CONNECT and plain http:// requests, and asks for a word that only this job was told.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  request as openRequest,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '#core/contract/errors.ts';
import type { FilteringProxy } from '#server/ports/net-guard.ts';
import { bareHost, portOf } from './allowed-hosts.ts';
import type { Dial } from './dial.ts';

export interface ProxyOptions {
  readonly dial: Dial;
  /** Null = a free loopback port. */
  readonly socketPath: string | null;
}

/** A server that says nothing for so long is given up; yt-dlp gives up earlier by itself. */
const silenceMs = 60_000;
const maxConnections = 64;

export const openFilteringProxy = async ({ dial, socketPath }: ProxyOptions): Promise<FilteringProxy> => {
  const credentials = `job:${randomBytes(24).toString('hex')}`;
  const refusals: StudioError[] = [];
  const tunnels = new Set<Duplex>();
  const isKnown = knows(credentials);

  const dialFor = async (url: URL): Promise<Socket> => {
    try {
      return await dial({ host: bareHost(url), port: portOf(url) });
    } catch (error) {
      if (error instanceof StudioError && error.code === 'address_refused') refusals.push(error);
      throw error;
    }
  };

  const server = createServer((request, response) => {
    const url = isKnown(request) ? plainUrl(request.url) : undefined;
    if (url) void forward({ request, response, url, dialFor });
    else answer(response, isKnown(request) ? 400 : 407);
  });
  server.on('connect', (request, client, head) => {
    tunnels.add(client);
    client.once('close', () => tunnels.delete(client));
    client.on('error', () => client.destroy());
    const url = isKnown(request) ? authorityUrl(request.url) : undefined;
    if (url) void tunnel({ client, head, url, dialFor });
    else client.end(statusLine(isKnown(request) ? 400 : 407));
  });
  server.maxConnections = maxConnections;
  // A download takes as long as it takes.
  server.requestTimeout = 0;
  await listen(server, socketPath);
  return {
    credentials,
    port: socketPath === null ? (server.address() as AddressInfo).port : null,
    refusals,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      for (const client of tunnels) client.destroy();
      await closed;
    },
  };
};

const listen = (server: Server, socketPath: string | null): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    if (socketPath === null) server.listen(0, '127.0.0.1', resolve);
    else server.listen(socketPath, resolve);
  });

const knows = (credentials: string) => {
  const expected = Buffer.from(`Basic ${Buffer.from(credentials).toString('base64')}`);
  return ({ headers }: IncomingMessage): boolean => {
    const given = Buffer.from(headers['proxy-authorization'] ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  };
};

/** Of a request that names its whole URL; https goes through CONNECT, and nothing else is spoken. */
const plainUrl = (address = ''): URL | undefined => {
  const url = URL.parse(address);
  return url?.protocol === 'http:' ? url : undefined;
};

/** `host:port` of a CONNECT, read as a URL reads it: every way to write an address becomes one. */
const authorityUrl = (authority = ''): URL | undefined => {
  const url = /^[^/?#@\\]+:\d+$/.test(authority) ? URL.parse(`http://${authority}`) : null;
  return url ?? undefined;
};

interface Forwarded {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly dialFor: (url: URL) => Promise<Socket>;
}

const forward = async ({ request, response, url, dialFor }: Forwarded): Promise<void> => {
  try {
    const socket = await dialFor(url);
    socket.setTimeout(silenceMs, () => socket.destroy());
    response.once('close', () => socket.destroy());
    const outgoing = openRequest({
      createConnection: () => socket,
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...passedOn(request.headers), host: url.host },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve).once('error', reject);
      outgoing.once('upgrade', () => reject(new Error('switches protocols')));
    });
    // The body goes out while the answer may come in already; who breaks off is seen there.
    pipeline(request, outgoing).catch(() => undefined);
    const incoming = await answered;
    response.writeHead(incoming.statusCode ?? 502, passedOn(incoming.headers));
    await pipeline(incoming, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else answer(response, statusFor(error));
  }
};

interface Tunnel extends Pick<Forwarded, 'url' | 'dialFor'> {
  readonly client: Duplex;
  readonly head: Buffer;
}

const tunnel = async ({ client, head, url, dialFor }: Tunnel): Promise<void> => {
  try {
    const socket = await dialFor(url);
    client.once('close', () => socket.destroy());
    socket.setTimeout(silenceMs, () => socket.destroy());
    socket.once('close', () => client.destroy());
    socket.on('error', () => client.destroy());
    if (client.destroyed) return void socket.destroy();
    client.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.write(head);
    client.pipe(socket).pipe(client);
  } catch (error) {
    client.end(statusLine(statusFor(error)));
  }
};

/** 403 is what the job's own reading of the refusals explains; 502 tells the program that trying again may help. */
const statusFor = (error: unknown): number =>
  error instanceof StudioError && error.code === 'address_refused' ? 403 : 502;

const answer = (response: ServerResponse, status: number): void => {
  response.writeHead(status, { connection: 'close', ...(status === 407 ? { 'proxy-authenticate': 'Basic' } : {}) });
  response.end();
};

const reasons: Record<number, string> = {
  400: 'Bad Request',
  403: 'Forbidden',
  407: 'Proxy Authentication Required',
  502: 'Bad Gateway',
};

const statusLine = (status: number): string =>
  `HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;

/** Headers that concern one connection only (RFC 9110 7.6.1), and those meant for us. */
const ofOneConnection: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

const passedOn = (headers: IncomingMessage['headers']): IncomingMessage['headers'] => {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !ofOneConnection.includes(name) && !named.includes(name)),
  );
};
