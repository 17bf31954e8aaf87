import { describe, expect, it } from 'vitest';
import { ahead, begun } from '#server/pipelines/ahead.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { flatFrame } from '#tests/helpers/synthetic-frames.ts';

describe('memory of frames', () => {
  it('is given again only after it was given back, and only for the same size', () => {
    const memory = createFrameMemory();
    const first = memory.take(96);
    const second = memory.take(96);
    expect(second.buffer).not.toBe(first.buffer);
    memory.giveBack({ ...flatFrame({ width: 8, height: 8, rgb: [0, 0, 0] }), y: first.subarray(0, 64) });
    expect(memory.take(54).buffer).not.toBe(first.buffer);
    expect(memory.take(96).buffer).toBe(first.buffer);
  });

  it('leaves frames alone that have their memory from elsewhere', () => {
    const memory = createFrameMemory();
    const foreign = flatFrame({ width: 8, height: 8, rgb: [0, 0, 0] });
    memory.giveBack(foreign);
    expect(memory.take(foreign.y.length).buffer).not.toBe(foreign.y.buffer);
  });
});

describe('asking ahead', () => {
  async function* counting(made: number[]): AsyncGenerator<number> {
    for (let i = 0; i < 10; i++) {
      made.push(i);
      yield i;
    }
  }

  it('gives all items in order and holds no more than asked for', async () => {
    const made: number[] = [];
    const taken: number[] = [];
    for await (const item of ahead(counting(made), 3)) {
      taken.push(item);
      expect(made.length - taken.length).toBeLessThanOrEqual(3);
    }
    expect(taken).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('meets a failure where its item would have come, and ends the source when left early', async () => {
    let ended = false;
    async function* failing(): AsyncGenerator<number> {
      try {
        yield 1;
        yield 2;
        throw new Error('broken');
      } finally {
        ended = true;
      }
    }
    const taken: number[] = [];
    await expect(
      (async () => {
        for await (const item of ahead(failing(), 3)) taken.push(item);
      })(),
    ).rejects.toThrow('broken');
    expect(taken).toEqual([1, 2]);
    expect(ended).toBe(true);
  });
});

describe('a stream that has begun', () => {
  it('is asked for its first item before anybody takes it, gives all, and is ended where it is only disposed of', async () => {
    const told: string[] = [];
    async function* items(): AsyncGenerator<number> {
      try {
        told.push('begun');
        yield 1;
        yield 2;
      } finally {
        told.push('ended');
      }
    }
    const taken: number[] = [];
    const whole = begun(items());
    expect(told).toEqual(['begun']);
    for await (const item of whole) taken.push(item);
    expect(taken).toEqual([1, 2]);
    expect(told).toEqual(['begun', 'ended']);
    await begun(items())[Symbol.asyncDispose]();
    expect(told).toEqual(['begun', 'ended', 'begun', 'ended']);
  });
});
