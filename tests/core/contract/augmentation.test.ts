import { describe, expect, it } from 'vitest';
import { augmentation, usualAugmentation } from '#core/contract/augmentation.ts';
import { runSettings } from '#core/contract/run.ts';

describe('augmentation', () => {
  it('is what the first programs did where a run says nothing of it, as runs of the first version do', () => {
    const acting = Object.entries(runSettings.parse({}).augmentation).filter(([, { chance }]) => chance > 0);
    expect(acting).toEqual([
      ['warp', { chance: 1, amount: 1 }],
      ['transform', { chance: 1, amount: 1 }],
      ['flip', { chance: 0.4 }],
    ]);
  });

  it('keeps the usual of whatever is not named', () => {
    expect(augmentation.parse({ blur: { chance: 0.5 } })).toEqual({
      ...usualAugmentation,
      blur: { chance: 0.5, amount: 1 },
    });
  });

  it('refuses a chance that is none and an amount past three times the standard', () => {
    for (const wrong of [{ chance: 1.1 }, { chance: -0.1 }, { chance: 1, amount: 3.1 }, { chance: 1, amount: -1 }])
      expect(augmentation.safeParse({ hue: wrong }).success).toBe(false);
  });
});
