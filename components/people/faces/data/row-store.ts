/** Rows of faces by id: asked for as they come into sight, a few hundred at a time, the ones seen last kept. */
import type { FaceRow, FaceState } from '#core/contract/face.ts';
import { type LruCache, lruCache } from './lru-cache.ts';

export interface RowStore {
  get: (id: string) => FaceRow | undefined;
  /** Without counting as a use. */
  peek: (id: string) => FaceRow | undefined;
  /** Loads those of these that are not here or are stale; what was asked before and not begun is let go. First things first. */
  want: (ids: readonly string[]) => void;
  /** Has every row asked for anew; those held are shown until it comes. */
  refresh: () => void;
  setState: (ids: ReadonlySet<string>, state: FaceState) => void;
  /** Called with the ids of the rows that have changed. */
  subscribe: (listener: (ids: readonly string[]) => void) => () => void;
}

interface Held {
  readonly row: FaceRow;
  /** What `markStale` counts up. */
  readonly age: number;
}

const batch = 250;
const maxRows = 20_000;

export function openRowStore(load: (ids: string[]) => Promise<readonly FaceRow[]>): RowStore {
  const held: LruCache<Held> = lruCache({ maxWeight: maxRows });
  const listeners = new Set<(ids: readonly string[]) => void>();
  let age = 0;
  let queue: string[] = [];
  let coming: ReadonlySet<string> = new Set();

  const isMissing = (id: string) => held.peek(id)?.age !== age && !coming.has(id);
  const tell = (ids: readonly string[]) => {
    for (const listener of listeners) listener(ids);
  };
  const loadMore = async (): Promise<void> => {
    if (coming.size > 0 || queue.length === 0) return;
    const ids = queue.splice(0, batch);
    coming = new Set(ids);
    const asked = age;
    // A failed batch is asked for again with the next scroll; the list itself says that the studio is away.
    const rows = await load(ids).catch(() => []);
    for (const row of rows) held.set(row.id, { row, age: asked });
    coming = new Set();
    if (rows.length > 0) tell(rows.map(({ id }) => id));
    void loadMore();
  };
  return {
    get: (id) => held.get(id)?.row,
    peek: (id) => held.peek(id)?.row,
    want: (ids) => {
      queue = ids.filter(isMissing);
      void loadMore();
    },
    refresh: () => {
      age += 1;
      tell([]);
    },
    setState: (ids, state) => {
      const changed = [...held.entries()].filter(([id]) => ids.has(id));
      for (const [id, { row, age: since }] of changed) held.set(id, { row: { ...row, state }, age: since });
      tell(changed.map(([id]) => id));
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
