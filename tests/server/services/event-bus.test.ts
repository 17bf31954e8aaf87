import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createEventBus } from '#server/services/event-bus.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

const removed = (personId: string) => ({ type: 'person:removed', personId }) as const;

test('numbers have no gaps, and what is held is what came last', () => {
  const bus = createEventBus({ held: 3 });
  for (const id of ['a', 'b', 'c', 'd', 'e']) bus.publish(removed(id));
  expect(bus.since(2)).toMatchObject({ tooOld: false, missed: [{ seq: 3 }, { seq: 4 }, { seq: 5 }] });
  expect(bus.since(1)).toEqual({ tooOld: true, missed: [] });
  expect(bus.since(5)).toEqual({ tooOld: false, missed: [] });
  expect(bus.since(6)).toEqual({ tooOld: true, missed: [] });
});

test('paced figures are told at once, then at most once an interval, and the last one always', () => {
  const bus = createEventBus();
  const told: unknown[] = [];
  bus.subscribe(({ event }) => told.push(event));
  for (let count = 0; count < 10; count++) {
    bus.publishPaced({ key: 'job', intervalMs: 100, event: () => removed(String(count)) });
    vi.advanceTimersByTime(25);
  }
  vi.advanceTimersByTime(200);
  expect(told).toEqual([removed('0'), removed('3'), removed('7'), removed('9')].slice(0, told.length));
  expect(told.at(-1)).toEqual(removed('9'));
  expect(told.length).toBeLessThanOrEqual(4);
});

test('a change of state does not wait for paced figures', () => {
  const bus = createEventBus();
  const told: unknown[] = [];
  bus.subscribe(({ event }) => told.push(event));
  bus.publishPaced({ key: 'job', intervalMs: 100, event: () => removed('first') });
  bus.publishPaced({ key: 'job', intervalMs: 100, event: () => removed('paced') });
  bus.publish(removed('state'));
  expect(told).toEqual([removed('first'), removed('state')]);
});
