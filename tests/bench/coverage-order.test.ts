import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { kendallTau, noiseOf, type Outcome, orderOf } from './coverage-order.ts';

const outcomes = (rows: readonly (readonly [match: number, ...errors: number[]])[]): Outcome[] =>
  rows.map(([match, ...errors], index) => ({ set: `set ${index}`, match, errors }));

describe('the order of sets', () => {
  test('has no noise where a training is worse by as much for every set', () => {
    const same = outcomes([
      [90, 0.1, 0.3, 0.2],
      [80, 0.15, 0.35, 0.25],
      [70, 0.2, 0.4, 0.3],
    ]);
    expect(noiseOf(same)).toBeCloseTo(0, 12);
    expect(orderOf(same)).toEqual({ toldApart: 3, foretold: 3 });
  });

  test('counts a pair as foretold only where the better match was drawn better', () => {
    const turned = outcomes([
      [90, 0.2, 0.4, 0.3],
      [80, 0.1, 0.3, 0.2],
      [80, 0.15, 0.35, 0.25],
    ]);
    // The first two are the wrong way round, the last two were foretold to be alike.
    expect(orderOf(turned)).toEqual({ toldApart: 3, foretold: 0 });
    expect(kendallTau(orderOf(turned))).toBe(-1);
  });

  test('tells one pair in twenty apart where all sets are alike, however much trainings differ', () => {
    const random = seededRandom(7, 'errors');
    const rounds = 3000;
    let toldApart = 0;
    for (let round = 0; round < rounds; round += 1) {
      const trainings = [1, 2, 3].map(() => 0.05 * random.normal());
      const alike = [1, 2, 3, 4, 5].map(
        (match) => [match, ...trainings.map((shift) => 0.2 + shift + 0.003 * random.normal())] as [number, ...number[]],
      );
      toldApart += orderOf(outcomes(alike)).toldApart;
    }
    expect(toldApart / (rounds * 10)).toBeGreaterThan(0.045);
    expect(toldApart / (rounds * 10)).toBeLessThan(0.055);
  });
});
