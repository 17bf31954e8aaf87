import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plainAxes, rangeWords, signedAxes } from '#components/coverage/range-words.ts';
import { coverageAxes } from '#core/contract/coverage.ts';

describe('a range in words', () => {
  test.each([
    ['yaw', null, -30, 'low', 30, 0],
    ['yaw', null, 0, 'low', 0, 0],
    ['yaw', -50, -30, 'lowBetween', 30, 50],
    ['yaw', 30, null, 'high', 30, 0],
    ['pitch', 10, 20, 'highBetween', 10, 20],
    ['pitch', null, 20, 'atMost', 20, 0],
    ['lightX', -0.4, null, 'atLeast', 0.4, 0],
    ['lightY', -0.2, 0.4, 'middle', 0.2, 0.4],
    ['mouth', 0.4, null, 'above', 0.4, 0],
    ['eyes', null, 0.1, 'below', 0.1, 0],
    ['sizePx', 90, 180, 'between', 90, 180],
  ] as const)('%s from %s to %s is "%s"', (axis, from, to, phrase, near, far) => {
    expect(rangeWords({ axis, from, to })).toEqual({ axis, phrase, near, far });
  });

  test('has a phrase in every language for every axis', () => {
    expect([...signedAxes, ...plainAxes].sort()).toEqual([...coverageAxes].sort());
    for (const language of ['en', 'pt']) {
      const messages = JSON.parse(readFileSync(`components/i18n/messages/${language}.json`, 'utf8'));
      for (const axis of coverageAxes) {
        const phrases = Object.keys(messages.coverage.range[axis]);
        expect(phrases).toHaveLength(signedAxes.some((name) => name === axis) ? 7 : 3);
        expect(messages.coverage.expect[axis]).toMatch(/\w/);
      }
    }
  });
});
