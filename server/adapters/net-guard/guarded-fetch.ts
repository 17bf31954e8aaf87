/** Fetches a small file, each redirect dialled anew by the same rules: a picture, the first megabytes of a video. */
import { type IncomingMessage, request as openPlain } from 'node:http';
import { request as openSecure } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectSecure, type TLSSocket } from 'node:tls';
import { StudioError } from '#core/contract/errors.ts';
import type { FetchedFile, NetGuard } from '#server/ports/net-guard.ts';
import { bareHost, portOf } from './allowed-hosts.ts';
import type { Dial } from './dial.ts';

const timeoutMs = 20_000;
const maxRedirects = 5;

export const createGuardedFetch =
  (dial: Dial): NetGuard['fetch'] =>
  async (address, { maxBytes, signal }) => {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    let url = webUrl(address);
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const response = await get({ url, dial, signal: ended });
      const target = redirectOf(response);
      if (target === undefined) return readBody(response, maxBytes, url);
      response.destroy();
      url = webUrl(target, url);
    }
    throw new StudioError('link_unreachable', `${url.host} redirects without end.`);
  };

const webUrl = (address: string, base?: URL): URL => {
  const url = URL.parse(address, base);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new StudioError('address_refused', 'Only http and https addresses are fetched.', {
    facts: { reason: 'scheme' },
  });
};

interface Get {
  readonly url: URL;
  readonly dial: Dial;
  readonly signal: AbortSignal;
}

const get = async ({ url, dial, signal }: Get): Promise<IncomingMessage> => {
  const plain = await dial({ host: bareHost(url), port: portOf(url) });
  const isSecure = url.protocol === 'https:';
  const socket = isSecure ? secured(plain, url) : plain;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const fail = (cause: unknown) => {
      plain.destroy();
      reject(new StudioError('link_unreachable', `${url.host} did not answer.`, { facts: { host: url.host }, cause }));
    };
    const headers = { 'user-agent': 'Mozilla/5.0', accept: '*/*', 'accept-encoding': 'identity' };
    const request = (isSecure ? openSecure : openPlain)(url, { createConnection: () => socket, headers, signal });
    request.once('response', resolve).once('error', fail).end();
  });
};

const secured = (socket: Socket, url: URL): TLSSocket => {
  const host = bareHost(url);
  return connectSecure({ socket, ...(isIP(host) === 0 ? { servername: host } : {}), host });
};

const redirectOf = ({ statusCode = 0, headers }: IncomingMessage): string | undefined =>
  [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;

const readBody = async (response: IncomingMessage, maxBytes: number, url: URL): Promise<FetchedFile> => {
  if (response.statusCode !== 200) {
    response.destroy();
    const facts = { host: url.host, status: response.statusCode ?? 0 };
    throw new StudioError('link_missing', `${url.host} answers ${response.statusCode}.`, { facts });
  }
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      parts.push(part);
      size += part.length;
      // Leaving the loop ends the connection.
      if (size > maxBytes) break;
    }
  } catch (cause) {
    throw new StudioError('link_unreachable', `${url.host} broke off.`, { facts: { host: url.host }, cause });
  }
  return { bytes: Buffer.concat(parts).subarray(0, maxBytes), isCut: size > maxBytes };
};
