'use client';
/** The one socket: what the server tells goes into the query cache; after a gap it replays what was missed, or all is fetched anew. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { io, type Socket } from 'socket.io-client';
import type {
  ClientToServerEvents,
  Greeting,
  Handshake,
  NumberedEvent,
  ServerToClientEvents,
} from '#core/contract/events.ts';
import { applyEvent } from './apply-event.ts';

/** `away`: was connected or has tried and is not; pages then say that they may be stale. */
export type Connection = 'connecting' | 'live' | 'away';

const ConnectionContext = createContext<Connection>('connecting');
export const useConnection = (): Connection => useContext(ConnectionContext);

export function LiveProvider({ children }: { children: ReactNode }) {
  const cache = useQueryClient();
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => listen(cache, setConnection), [cache]);
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

function listen(cache: QueryClient, report: (connection: Connection) => void): () => void {
  const seen: { since: number | null; serverStartedAt: string | null } = { since: null, serverStartedAt: null };
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io({
    path: '/api/live',
    auth: (send) => send({ ...seen } satisfies Handshake),
    reconnectionDelayMax: 4000,
  });
  const take = ({ seq, event }: NumberedEvent) => {
    if (seen.since !== null && seq <= seen.since) return;
    seen.since = seq;
    applyEvent(cache, event);
  };
  socket.on('hello', (greeting) => {
    catchUp(cache, greeting, { again: seen.since !== null, take });
    seen.since = greeting.newestSeq;
    seen.serverStartedAt = greeting.serverStartedAt;
    report('live');
  });
  socket.on('event', take);
  socket.on('disconnect', () => report('away'));
  socket.on('connect_error', () => report('away'));
  return () => void socket.disconnect();
}

/** The first greeting comes while the pages still fetch: what happened in between is fetched again, as it is after too long a gap. */
function catchUp(
  cache: QueryClient,
  greeting: Greeting,
  { again, take }: { again: boolean; take: (event: NumberedEvent) => void },
) {
  if (again && !greeting.tooOld) for (const missed of greeting.missed) take(missed);
  else void cache.invalidateQueries();
}
