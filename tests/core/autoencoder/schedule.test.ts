import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningRateAt } from '#core/autoencoder/schedule.ts';
import type { ScheduleSettings } from '#core/contract/training-recipe.ts';
import { scheduleSettings } from '#core/contract/training-recipe.ts';

const schedule = (given: Partial<ScheduleSettings>): ScheduleSettings => scheduleSettings.parse(given);
const at = (settings: ScheduleSettings, iteration: number, trainedSeconds = 0): number =>
  learningRateAt(settings, { iteration, trainedSeconds, learningRate: 1 });

const anySchedule = fc
  .record({
    kind: fc.constantFrom('constant', 'cosine', 'restarts'),
    warmUpIterations: fc.nat(500),
    length: fc.integer({ min: 1, max: 5000 }),
    inMinutes: fc.boolean(),
    floor: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ length, inMinutes, ...rest }) =>
    schedule({
      ...rest,
      kind: rest.kind as ScheduleSettings['kind'],
      lengthIterations: inMinutes ? null : length,
      lengthMinutes: inMinutes ? length : null,
    }),
  );

describe('the learning rate', () => {
  it('is the given one, always, where nothing is set', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), (iteration, seconds) => at(schedule({}), iteration, seconds) === 1),
    );
  });

  it('is never above the given one, and after the warm-up never below its floor', () => {
    fc.assert(
      fc.property(anySchedule, fc.nat(10_000), fc.nat(1e6), (settings, iteration, seconds) => {
        const rate = at(settings, iteration, seconds);
        expect(rate).toBeLessThanOrEqual(1);
        expect(rate).toBeGreaterThanOrEqual(0);
        if (iteration >= settings.warmUpIterations && settings.kind !== 'constant') {
          expect(rate).toBeGreaterThanOrEqual(settings.floor - 1e-12);
        }
      }),
    );
  });

  it('rises in equal steps while it warms up, from above 0', () => {
    const rates = [0, 1, 2, 3, 4].map((iteration) => at(schedule({ warmUpIterations: 3 }), iteration));
    expect(rates).toEqual([0.25, 0.5, 0.75, 1, 1]);
  });

  it('falls without rising where it falls once, is half-way at half the length, and stays at its floor', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 3000 }), fc.nat(100), (length, warmUpIterations) => {
        const settings = schedule({ kind: 'cosine', warmUpIterations, lengthIterations: length * 2, floor: 0.1 });
        const rate = (after: number) => at(settings, warmUpIterations + after);
        expect(rate(0)).toBe(1);
        expect(rate(length)).toBeCloseTo(0.55, 10);
        expect(rate(length * 2)).toBeCloseTo(0.1, 10);
        expect(rate(length * 9)).toBeCloseTo(0.1, 10);
        for (let after = 1; after < length * 2; after += Math.ceil(length / 20)) {
          expect(rate(after)).toBeLessThanOrEqual(rate(after - 1));
        }
      }),
    );
  });

  it('with restarts is the same one length later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(5000), fc.nat(100), (length, after, warmUpIterations) => {
        const settings = schedule({ kind: 'restarts', warmUpIterations, lengthIterations: length });
        expect(at(settings, warmUpIterations + after + length)).toBeCloseTo(at(settings, warmUpIterations + after), 9);
        expect(at(settings, warmUpIterations + length)).toBe(1);
      }),
    );
  });

  it('falls with time where it has a budget of time, whatever the speed', () => {
    const settings = schedule({ kind: 'cosine', lengthMinutes: 30, floor: 0 });
    expect(at(settings, 10, 15 * 60)).toBeCloseTo(0.5, 10);
    expect(at(settings, 99_999, 15 * 60)).toBeCloseTo(0.5, 10);
    expect(at(settings, 10, 31 * 60)).toBe(0);
  });
});
