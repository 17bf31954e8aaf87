import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { bestLook, validationTrend } from '#core/autoencoder/validation-trend.ts';
import type { ValidationPoint } from '#core/contract/run.ts';

const perLook = 50;

/** Looks and losses made from formulas over minutes, with the jitter of real ones. */
const curves = (options: {
  readonly minutes: number;
  readonly seed?: number;
  readonly jitter?: number;
  readonly held: (minute: number) => number;
  readonly trained?: (minute: number) => number;
}) => {
  const { minutes, seed = 1, jitter = 0.01, held, trained = held } = options;
  const random = seededRandom(seed, 'curves');
  const noisy = (value: number, by: number) => value * (1 + by * random.normal());
  const looks = Array.from({ length: minutes }, (_, index): ValidationPoint => {
    const side = () => ({ ssimError: noisy(held(index + 1), jitter), l1: 0.1 });
    return { iteration: (index + 1) * perLook, trainedSeconds: (index + 1) * 60, a: side(), b: side() };
  });
  const losses = Array.from({ length: minutes * perLook }, (_, index) => {
    const value = trained((index + 1) / perLook);
    return { iteration: index + 1, a: noisy(value, 0.05), b: noisy(value, 0.05) };
  });
  return { looks, losses };
};
const kindOf = ({ looks, losses }: ReturnType<typeof curves>) => validationTrend(looks, losses).kind;

/** Falls by a power of time, as losses of autoencoders do; and one that has a floor. */
const falling = (minute: number) => 0.6 * minute ** -0.35;
const floored = (minute: number) => 0.12 + 0.5 * Math.exp(-minute / 8);

describe('the trend of held-out errors', () => {
  it('is not said before there are ten looks', () => {
    expect(kindOf(curves({ minutes: 9, held: falling }))).toBe('early');
  });

  it('is that of a run still learning, at every time of an hour, for twenty seeds', () => {
    for (let seed = 0; seed < 20; seed += 1)
      for (const minutes of [10, 20, 40, 60])
        expect([seed, minutes, kindOf(curves({ minutes, seed, held: falling }))]).toEqual([seed, minutes, 'improving']);
  });

  it('is a plateau where the error came to its floor, and not while it falls towards it', () => {
    const kinds = (minutes: number) =>
      Array.from({ length: 40 }, (_, seed) => kindOf(curves({ minutes, seed, held: floored })));
    expect(new Set(kinds(15))).toEqual(new Set(['improving']));
    // Chance alone looks like a gain now and then; the next look says otherwise.
    expect(kinds(90).filter((kind) => kind === 'plateau').length).toBeGreaterThanOrEqual(36);
  });

  it('says since when a plateau lasts: after most of the fall', () => {
    const { looks, losses } = curves({ minutes: 90, held: floored });
    const trend = validationTrend(looks, losses);
    expect(trend.kind === 'plateau' && trend.sinceIteration > 40 * perLook).toBe(true);
  });

  it('is over-fitting where it rises while the trained faces still fall, and names the best', () => {
    const held = (minute: number) => 0.2 + 0.0001 * (minute - 30) ** 2;
    for (let seed = 0; seed < 20; seed += 1) {
      const { looks, losses } = curves({ minutes: 60, seed, held, trained: falling });
      const trend = validationTrend(looks, losses);
      const isNear = trend.kind === 'overfitting' && Math.abs(trend.bestIteration / perLook - 30) < 10;
      expect([seed, trend.kind, isNear]).toEqual([seed, 'overfitting', true]);
    }
  });

  it('is no over-fitting where the trained faces get worse as well', () => {
    const held = (minute: number) => 0.2 + 0.0001 * (minute - 30) ** 2;
    expect(kindOf(curves({ minutes: 60, held, trained: held }))).toBe('plateau');
  });

  it('is not fooled by one lucky look', () => {
    const { looks, losses } = curves({ minutes: 60, held: falling });
    const lucky = looks.map((look, index) =>
      index === 30 ? { ...look, a: { ssimError: 0.01, l1: 0 }, b: { ssimError: 0.01, l1: 0 } } : look,
    );
    expect(validationTrend(lucky, losses).kind).toBe('improving');
    expect(bestLook(lucky)?.iteration).toBe(31 * perLook);
  });
});
