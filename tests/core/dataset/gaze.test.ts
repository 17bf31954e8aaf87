import { expect, it } from 'vitest';
import { type Gaze, gazeBeside } from '#core/dataset/gaze.ts';

it('an iris moved by 12 mm times the sine of an angle looks as far beside where it looked', () => {
  for (const degrees of [0, 5, 17, 40]) {
    const share = (12 * Math.sin((degrees * Math.PI) / 180)) / 30;
    for (const turn of [0, 1, 2.5]) {
      const moved: Gaze = [0.1 + share * Math.cos(turn), -0.2 + share * Math.sin(turn)];
      expect(gazeBeside([0.1, -0.2], moved)).toBeCloseTo(degrees, 6);
    }
  }
});

it('an iris out of its ball is as far beside as any', () => {
  expect(gazeBeside([0, 0], [3, 0])).toBe(90);
});
