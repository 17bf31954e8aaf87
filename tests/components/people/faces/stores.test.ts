import { describe, expect, it } from 'vitest';
import { lruCache } from '#components/people/faces/data/lru-cache.ts';
import { openRowStore } from '#components/people/faces/data/row-store.ts';
import type { FaceRow } from '#core/contract/face.ts';

const row = (id: string): FaceRow => ({ id, state: 'kept', likeness: 0.5 }) as FaceRow;

describe('what was used last', () => {
  it('stays, and what was not is let go', () => {
    const dropped: string[] = [];
    const cache = lruCache<string>({ maxWeight: 2, onDrop: (value) => dropped.push(value) });
    cache.set('a', 'A');
    cache.set('b', 'B');
    cache.get('a');
    cache.set('c', 'C');
    expect([...cache.entries()].map(([key]) => key)).toEqual(['a', 'c']);
    expect(dropped).toEqual(['B']);
  });

  it('is weighed, and one heavy thing may stay alone', () => {
    const cache = lruCache<number>({ maxWeight: 10, weigh: (value) => value });
    for (const [key, weight] of [
      ['a', 4],
      ['b', 5],
      ['c', 20],
    ] as const)
      cache.set(key, weight);
    expect([...cache.entries()]).toEqual([['c', 20]]);
    cache.set('d', 3);
    expect([...cache.entries()]).toEqual([['d', 3]]);
  });
});

describe('rows of faces', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`);
  const opened = () => {
    const asked: string[][] = [];
    const answers: (() => void)[] = [];
    const store = openRowStore(async (wanted) => {
      asked.push(wanted);
      await new Promise<void>((resolve) => answers.push(resolve));
      return wanted.map(row);
    });
    const answer = async () => {
      answers.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
    };
    return { store, asked, answer };
  };

  it('are asked for in batches, one request at a time, and not twice', async () => {
    const { store, asked, answer } = opened();
    store.want(ids(400));
    store.want(ids(400));
    expect(asked.map((batch) => batch.length)).toEqual([250]);
    await answer();
    expect(asked.map((batch) => batch.length)).toEqual([250, 150]);
    await answer();
    store.want(ids(400));
    expect(asked).toHaveLength(2);
    expect(store.get('f399')?.id).toBe('f399');
  });

  it('that went out of sight before they were asked for are not asked for', async () => {
    const { store, asked, answer } = opened();
    store.want(ids(600));
    store.want(['x']);
    await answer();
    expect(asked[1]).toEqual(['x']);
  });

  it('are shown as they were until they have come anew', async () => {
    const { store, asked, answer } = opened();
    store.want(['a']);
    await answer();
    store.refresh();
    expect(store.get('a')?.id).toBe('a');
    store.want(['a']);
    expect(asked).toHaveLength(2);
  });

  it('tell who listens, and take a state that was set', async () => {
    const { store, answer } = opened();
    const heard: (readonly string[])[] = [];
    store.subscribe((changed) => heard.push(changed));
    store.want(['a', 'b']);
    await answer();
    store.setState(new Set(['b', 'c']), 'rejected');
    expect(heard).toEqual([['a', 'b'], ['b']]);
    expect(store.get('b')?.state).toBe('rejected');
  });
});
