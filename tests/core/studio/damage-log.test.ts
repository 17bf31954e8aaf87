import { describe, expect, it } from 'vitest';
import { mostDamagedPlaces } from '#core/contract/conversion-report.ts';
import { DamageLog } from '#core/studio/damage-log.ts';

const placesOf = (told: readonly (readonly [seconds: number, lost: number])[]) => {
  const log = new DamageLog();
  for (const [seconds, lost] of told) log.add({ fromSeconds: seconds, toSeconds: seconds, lost });
  return log.places().map(({ fromSeconds, toSeconds, lost }) => [fromSeconds, toSeconds, lost]);
};

describe('the log of damage', () => {
  it('joins what lies within a second and tells apart what does not', () => {
    const told = [
      [10, 1],
      [10.5, 3],
      [11.4, 2],
      [20, 1],
    ] as const;
    expect(placesOf(told)).toEqual([
      [10, 11.4, 6],
      [20, 20, 1],
    ]);
  });

  it('takes a complaint near missing frames for theirs, and one far from them for damage of its own', () => {
    const told = [
      [0, 0],
      [9, 0],
      [10, 4],
      [30, 0],
    ] as const;
    expect(placesOf(told)).toEqual([
      [0, 0, 0],
      [10, 10, 4],
      [30, 30, 0],
    ]);
  });

  it('keeps its size however damaged a clip is, and every missing frame is counted', () => {
    const places = placesOf(Array.from({ length: 1000 }, (_, at) => [at * 3, 1] as const));
    expect(places).toHaveLength(mostDamagedPlaces);
    expect(places.reduce((sum, [, , lost]) => sum + (lost ?? 0), 0)).toBe(1000);
  });
});
