import { describe, expect, it } from 'vitest';
import { BucketSeries } from '#core/studio/bucket-series.ts';
import { MeasureTally } from '#core/studio/measure-tally.ts';
import { WorstMoments } from '#core/studio/worst-moments.ts';

describe('values in buckets', () => {
  it('each have a bucket of their own while there is room', () => {
    const series = new BucketSeries({ most: 4, pick: Math.max });
    for (const frame of [0, 2]) series.add(frame, frame + 10);
    expect(series.of(4)).toEqual({ width: 1, values: [10, null, 12, null] });
  });

  it('share a bucket with their neighbours where there is not, and the one picked stands for all', () => {
    const values = Array.from({ length: 1000 }, (_, frame) => (frame * 7919) % 1009);
    const series = new BucketSeries({ most: 64, pick: Math.max });
    values.forEach((value, frame) => void series.add(frame, value));
    const { width, values: buckets } = series.of(1000);
    expect(width).toBe(16);
    const slices = Array.from({ length: 63 }, (_, at) => values.slice(at * 16, (at + 1) * 16));
    expect(buckets).toEqual(slices.map((slice) => Math.max(...slice)));
  });

  it('are as wide as those of another series of as many frames, however few values each has', () => {
    const [dense, sparse] = [0, 1].map(() => new BucketSeries({ most: 10, pick: Math.min })) as [
      BucketSeries,
      BucketSeries,
    ];
    for (let frame = 0; frame < 95; frame++) dense.add(frame, 1);
    sparse.add(3, 5);
    expect(sparse.of(95)).toEqual({ width: dense.of(95).width, values: [5, null, null, null, null, null] });
  });
});

const worstOf = (moments: readonly (readonly [seconds: number, badness: number])[]): number[] => {
  const worst = new WorstMoments({ count: 3, secondsApart: 1 });
  for (const [seconds, badness] of moments) worst.offer({ seconds, badness }, () => ({ seconds, badness }));
  return worst.all.map(({ seconds }) => seconds);
};

describe('the worst moments', () => {
  it('are the few worst, worst first', () => {
    expect(worstOf([3, 9, 1, 7, 8].map((badness, at) => [at * 10, badness]))).toEqual([10, 40, 30]);
  });

  it('are never neighbours: of those near each other only the worst is one', () => {
    expect(
      worstOf([
        [0, 5],
        [0.5, 9],
        [0.9, 8],
        [4, 1],
        [4.2, 0.5],
      ]),
    ).toEqual([0.5, 4]);
  });

  it('keep something only of those that are among them', () => {
    const worst = new WorstMoments<{ seconds: number; badness: number }>({ count: 1, secondsApart: 1 });
    const kept: number[] = [];
    for (const [seconds, badness] of [
      [0, 5],
      [10, 4],
      [20, 6],
    ] as const)
      worst.offer({ seconds, badness }, () => {
        kept.push(seconds);
        return { seconds, badness };
      });
    expect(kept).toEqual([0, 20]);
  });
});

describe('a measure of a conversion', () => {
  const add = (tally: MeasureTally<string>, values: readonly number[]) => {
    values.forEach((value, at) => void tally.add({ frame: at, seconds: at * 2, picture: () => `of ${at}` }, value));
    return tally;
  };

  it('has a mean, a worst value and its moments, with the pictures of those', () => {
    const tally = add(new MeasureTally('higher'), [1, 4, 1]);
    expect(tally.report(3)).toEqual({
      mean: 2,
      worst: 4,
      count: 3,
      series: [1, 4, 1],
      moments: [
        { frame: 1, seconds: 2, value: 4 },
        { frame: 0, seconds: 0, value: 1 },
        { frame: 2, seconds: 4, value: 1 },
      ],
    });
    expect(tally.pictures).toEqual([
      [1, 'of 1'],
      [0, 'of 0'],
      [2, 'of 2'],
    ]);
  });

  it('knows whether more is worse or less is', () => {
    expect(add(new MeasureTally('lower'), [0.9, 0.3, 0.8]).report(3)).toMatchObject({ worst: 0.3 });
  });

  it('is nothing where nothing was measured', () => {
    expect(new MeasureTally('higher').report(100)).toBeNull();
  });
});
