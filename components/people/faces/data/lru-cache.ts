/** Keeps what was used last, up to a weight: a Map remembers the order in which keys were put, so the first is the one to let go. */
export interface LruCache<Value> {
  get: (key: string) => Value | undefined;
  /** Without counting as a use. */
  peek: (key: string) => Value | undefined;
  set: (key: string, value: Value) => void;
  remove: (key: string) => void;
  clear: () => void;
  entries: () => Iterable<[string, Value]>;
}

interface Options<Value> {
  maxWeight: number;
  weigh?: (value: Value) => number;
  /** For what must be given back, such as memory of pictures. */
  onDrop?: (value: Value) => void;
}

export function lruCache<Value>({ maxWeight, weigh = () => 1, onDrop }: Options<Value>): LruCache<Value> {
  const held = new Map<string, Value>();
  let weight = 0;
  const remove = (key: string) => {
    const value = held.get(key);
    if (value === undefined) return;
    held.delete(key);
    weight -= weigh(value);
    onDrop?.(value);
  };
  return {
    get: (key) => {
      const value = held.get(key);
      if (value === undefined) return undefined;
      held.delete(key);
      held.set(key, value);
      return value;
    },
    peek: (key) => held.get(key),
    set: (key, value) => {
      remove(key);
      held.set(key, value);
      weight += weigh(value);
      for (const oldest of held.keys()) {
        if (weight <= maxWeight || oldest === key) break;
        remove(oldest);
      }
    },
    remove,
    clear: () => {
      for (const key of [...held.keys()]) remove(key);
    },
    entries: () => held.entries(),
  };
}
