import { describe, expect, it } from 'vitest';
import { lossSettings, optimiserSettings, scheduleSettings } from '#core/contract/training-recipe.ts';

describe('a recipe that makes no sense is refused in words', () => {
  it.each([
    [optimiserSettings, { kind: 'adam', weightDecay: 0.1 }, 'Only AdamW and Lion take a weight decay.'],
    [scheduleSettings, { kind: 'cosine' }, 'A cosine has one length, in iterations or in minutes.'],
    [scheduleSettings, { kind: 'restarts', lengthIterations: 5, lengthMinutes: 5 }, 'A cosine has one length'],
    [lossSettings, { mae: 0 }, 'At least one of MAE, MSE, DSSIM and multi-scale SSIM needs a weight above 0.'],
  ])('%#: %j', (schema, given, words) => {
    const { success, error } = schema.safeParse(given);
    expect(success).toBe(false);
    expect(error?.issues[0]?.message).toContain(words);
  });

  it('and what is set to nothing is what the first programs did', () => {
    expect(optimiserSettings.parse({})).toEqual({ kind: 'adam', weightDecay: 0, updateShare: 1 });
    expect(scheduleSettings.parse({}).kind).toBe('constant');
    expect(lossSettings.parse({})).toMatchObject({ mae: 1, mse: 0, dssim: 0, multiScale: 0, masked: false });
  });
});
