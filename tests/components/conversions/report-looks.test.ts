import { describe, expect, it } from 'vitest';
import { middleOfFrame, stripBars } from '#components/conversions/report/report-looks.ts';
import type { ConversionReport } from '#core/contract/conversion-report.ts';

const report = (
  seam: readonly (number | null)[],
  untouched: readonly number[] = seam.map(() => 0),
): ConversionReport => {
  const values = seam.filter((value) => value !== null);
  const measured = { mean: 0, worst: Math.max(...values), count: values.length, series: [...seam], moments: [] };
  return {
    people: [],
    frames: { written: seam.length, swapped: seam.length, nobody: 0, anotherPerson: 0 },
    damage: [],
    durationSeconds: (seam.length - 1) / 10,
    framesPerBucket: 1,
    untouched: [...untouched],
    measures: {
      likenessToShown: null,
      likenessToReplaced: null,
      flicker: null,
      seam: measured,
      landmarks: null,
      eyes: null,
      mouth: null,
      gaze: null,
      jitter: null,
    },
  };
};

describe('the strip of a measure', () => {
  it('is as high as the worst value, but what is small all along stays small', () => {
    expect(stripBars(report([20, 40]), 'seam')).toEqual([0.5, 1]);
    expect(stripBars(report([1, 2]), 'seam')).toEqual([0.1, 0.2]);
  });

  it('lets a value stand until the next, but not for long, and not where no face was changed', () => {
    const bars = stripBars(report([10, null, null, null, null, 20, ...Array(20).fill(null)]), 'seam');
    expect(bars.slice(0, 6)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 1]);
    expect(bars.at(-1)).toBeNull();
    expect(stripBars(report([10, null, null], [0, 1, 1]), 'seam')).toEqual([1, null, null]);
  });

  it('is empty where nothing was measured', () => {
    expect(stripBars(report([10, 10]), 'flicker')).toEqual([]);
  });
});

it('shows a frame at its middle, so that its neighbour is not shown in its place', () => {
  expect(middleOfFrame(report([1, 1, 1]), 0.1)).toBeCloseTo(0.15);
});
