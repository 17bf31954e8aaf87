/** A listener that nobody may ever reach, and a network in which every private address leads to it. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { isPublicInTests } from './address-tricks.ts';

export interface Canary extends AsyncDisposable {
  /** Where it listens for those who come without asking the guard. */
  readonly host: string;
  /** Connections so far. */
  readonly reached: () => number;
  /** Addresses that were dialled, in order. */
  readonly dialled: readonly string[];
  /** To be given to the guard: the public host of the tests is the server at this port, everything else is the canary. */
  readonly connect: (address: string, port: number) => Promise<Socket>;
}

export const openCanary = async (publicPort: () => number): Promise<Canary> => {
  let reached = 0;
  const server = createServer((socket) => {
    reached += 1;
    socket.on('error', () => undefined).resume();
    socket.end('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const canaryPort = (server.address() as AddressInfo).port;
  const dialled: string[] = [];
  return {
    host: `127.0.0.1:${canaryPort}`,
    reached: () => reached,
    dialled,
    connect: async (address) => {
      dialled.push(address);
      const socket = connect({ host: '127.0.0.1', port: isPublicInTests(address) ? publicPort() : canaryPort });
      await once(socket, 'connect');
      return socket;
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
};
