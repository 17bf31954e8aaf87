/**
 * What happens in the studio, numbered and told to whoever listens. The latest are held, so that a client that was away
 * catches up. Figures that change many times a second are told at a steady pace; a change of state never waits.
 */
import type { NumberedEvent, StudioEvent } from '#core/contract/events.ts';

export interface EventBus {
  readonly serverStartedAt: string;
  readonly newestSeq: number;
  publish(event: StudioEvent): void;
  /** Tells the newest `event` of this key once the interval since the last one is over; those between are dropped. */
  publishPaced(options: {
    readonly key: string;
    readonly intervalMs: number;
    readonly event: () => StudioEvent | undefined;
  }): void;
  /** What came after `seq`, or word that it is held no longer. */
  since(seq: number): { readonly missed: NumberedEvent[]; readonly tooOld: boolean };
  subscribe(listener: (event: NumberedEvent) => void): () => void;
  close(): void;
}

interface Pace {
  timer: NodeJS.Timeout | undefined;
  lastMs: number;
  event: () => StudioEvent | undefined;
}

export const createEventBus = ({
  held = 5000,
  now = () => new Date(),
}: {
  held?: number;
  now?: () => Date;
} = {}): EventBus => {
  const recent: NumberedEvent[] = [];
  const listeners = new Set<(event: NumberedEvent) => void>();
  const paces = new Map<string, Pace>();
  let newestSeq = 0;

  const publish = (event: StudioEvent): void => {
    newestSeq += 1;
    const numbered = { seq: newestSeq, event };
    recent.push(numbered);
    if (recent.length > held) recent.shift();
    for (const listener of listeners) listener(numbered);
  };

  const tell = (pace: Pace): void => {
    pace.timer = undefined;
    pace.lastMs = performance.now();
    const event = pace.event();
    if (event) publish(event);
  };

  return {
    serverStartedAt: now().toISOString(),
    get newestSeq() {
      return newestSeq;
    },
    publish,
    publishPaced: ({ key, intervalMs, event }) => {
      const pace = paces.get(key) ?? { timer: undefined, lastMs: Number.NEGATIVE_INFINITY, event };
      paces.set(key, pace);
      pace.event = event;
      const waitMs = pace.lastMs + intervalMs - performance.now();
      if (waitMs <= 0 && !pace.timer) tell(pace);
      else pace.timer ??= setTimeout(tell, waitMs, pace);
    },
    since: (seq) => {
      const oldest = recent[0]?.seq ?? newestSeq + 1;
      const tooOld = seq > newestSeq || seq + 1 < oldest;
      return { missed: tooOld ? [] : recent.filter((event) => event.seq > seq), tooOld };
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      for (const pace of paces.values()) clearTimeout(pace.timer);
      paces.clear();
      listeners.clear();
    },
  };
};
