import { expect, test } from 'vitest';
import { conversionProcesses, inStretches } from '#core/studio/conversion-processes.ts';

const rich = { gpus: 0, freeBytes: 64e9 };
const work = { segments: 30, neededBytes: 1.3e9, asked: 0 };

test('a small machine renders one segment at a time, a large one as many as its cores feed', () => {
  const by = (cores: number) => conversionProcesses({ ...work, machine: { ...rich, cores } });
  expect([1, 2, 4, 11, 12, 16, 64].map(by)).toEqual([1, 1, 1, 1, 2, 2, 10]);
});

test('of several GPUs each takes a process', () => {
  expect(conversionProcesses({ ...work, machine: { ...rich, cores: 8, gpus: 4 } })).toBe(4);
});

test('there are no more than segments, nor than memory holds, and never none', () => {
  const machine = { ...rich, cores: 64 };
  expect(conversionProcesses({ ...work, machine, segments: 3 })).toBe(3);
  expect(conversionProcesses({ ...work, machine: { ...machine, freeBytes: 3e9 } })).toBe(2);
  expect(conversionProcesses({ ...work, machine: { ...machine, freeBytes: 1e9 } })).toBe(1);
});

test('whoever asks for a number is given it, as far as there are segments', () => {
  const machine = { ...rich, cores: 2 };
  expect(conversionProcesses({ ...work, machine, asked: 2 })).toBe(2);
  expect(conversionProcesses({ ...work, machine, asked: 9, segments: 4 })).toBe(4);
});

test('each takes a stretch of neighbours, all of them about as long', () => {
  const items = [0, 1, 2, 3, 4, 5, 6];
  expect(inStretches(items, 3)).toEqual([
    [0, 1],
    [2, 3, 4],
    [5, 6],
  ]);
  expect(inStretches(items, 1)).toEqual([items]);
  expect(inStretches([0, 1], 4).flat()).toEqual([0, 1]);
});
