/**
 * The one socket of a page: tells every numbered event, and on connecting what came since the last one the page saw.
 * Nothing is taken from the page; whatever changes something goes over REST.
 */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server } from 'socket.io';
import {
  type ClientToServerEvents,
  type Greeting,
  handshake,
  type ServerToClientEvents,
} from '#core/contract/events.ts';
import type { EventBus } from '#server/services/event-bus.ts';

export const livePath = '/api/live';

export interface GatewayOptions {
  readonly server: HttpServer;
  readonly events: EventBus;
  readonly mayConnect: (request: IncomingMessage) => boolean;
}

/** A page that reads this slowly is let go; it comes back and catches up. */
const maxWaitingBytes = 8 * 1024 * 1024;

export const openGateway = ({ server, events, mayConnect }: GatewayOptions): { close(): Promise<void> } => {
  const sockets = new Server<ClientToServerEvents, ServerToClientEvents>(server, {
    path: livePath,
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    // Next has its own upgrades in development: what is not ours stays open for it.
    destroyUpgrade: false,
    allowRequest: (request, answer) => answer(null, mayConnect(request)),
  });

  sockets.on('connection', (socket) => {
    socket.emit('hello', greet(events, socket.handshake.auth));
    const unsubscribe = events.subscribe((numbered) => {
      if (waitingBytes(socket.conn) > maxWaitingBytes) socket.disconnect(true);
      else socket.emit('event', numbered);
    });
    socket.on('disconnect', unsubscribe);
  });

  return { close: () => sockets.close() };
};

const greet = (events: EventBus, auth: unknown): Greeting => {
  const { serverStartedAt, newestSeq } = events;
  const asked = handshake.safeParse(auth);
  const isSameStart = asked.success && asked.data.serverStartedAt === serverStartedAt;
  if (!asked.success || asked.data.since === null) return { serverStartedAt, newestSeq, missed: [], tooOld: false };
  if (!isSameStart) return { serverStartedAt, newestSeq, missed: [], tooOld: true };
  return { serverStartedAt, newestSeq, ...events.since(asked.data.since) };
};

/** What the transport has not taken yet. */
const waitingBytes = (connection: object): number =>
  waitingPackets(connection).reduce(
    (total, packet) => total + (typeof packet.data === 'string' ? packet.data.length : 0),
    0,
  );

/** engine.io holds them in `writeBuffer`, which its types keep to themselves. */
const waitingPackets = (connection: object): readonly { readonly data?: unknown }[] =>
  'writeBuffer' in connection && Array.isArray(connection.writeBuffer) ? connection.writeBuffer : [];
