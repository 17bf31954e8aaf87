import { describe, expect, it } from 'vitest';
import type { RecipeDraft } from '#components/training/recipe-draft.ts';
import { readRecipe, recipeDraftOf } from '#components/training/recipe-draft.ts';
import { withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import { trainingRecipe } from '#core/contract/training-recipe.ts';

const newRecipeDraft = recipeDraftOf(trainingRecipe.parse({}));

const problems = (change: Partial<RecipeDraft>): string[] =>
  trainingRecipe
    .safeParse(readRecipe({ ...newRecipeDraft, ...change }))
    .error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('the form of a recipe', () => {
  it('says, untouched, what the first programs did', () => {
    expect(readRecipe(newRecipeDraft)).toEqual(trainingRecipe.parse({}));
  });

  it.each(['swift', 'studio'] as const)('keeps what suits %s as it is', (architecture) => {
    const settings = withRecommended({ architecture });
    expect(settings).toMatchObject(readRecipe(recipeDraftOf(settings)));
  });

  it('keeps what it does not show', () => {
    const recipe = trainingRecipe.parse({
      schedule: { kind: 'cosine', lengthIterations: 500, floor: 0.2 },
      losses: { dssim: 10, window: 'relative', mask: 3 },
    });
    expect(readRecipe(recipeDraftOf(recipe))).toEqual(recipe);
  });

  it('forgets a weight decay that the optimiser does not take', () => {
    expect(problems({ optimiser: 'lion', weightDecay: '0.1' })).toEqual([]);
    expect(problems({ optimiser: 'adam', weightDecay: '0.1' })).toEqual([]);
  });

  it('takes the length of a cosine in either unit, and none where the rate is constant', () => {
    const schedule = (change: Partial<RecipeDraft>) => readRecipe({ ...newRecipeDraft, ...change }).schedule;
    expect(schedule({ schedule: 'cosine', length: '30', lengthUnit: 'minutes' })).toMatchObject({
      lengthIterations: null,
      lengthMinutes: 30,
    });
    expect(schedule({ length: 'abc' })).toEqual(trainingRecipe.parse({}).schedule);
  });

  it.each([
    [{ losses: { ...newRecipeDraft.losses, mae: '0' } }, 'losses.mae'],
    [{ losses: { ...newRecipeDraft.losses, dssim: '' } }, 'losses.dssim'],
    [{ schedule: 'cosine', length: '' }, 'schedule.lengthIterations'],
    [{ updateSharePercent: '0' }, 'optimiser.updateShare'],
    [{ clipNorm: '-1' }, 'clipNorm'],
  ] as [Partial<RecipeDraft>, string][])('names what does not work: %j', (change, field) => {
    expect(problems(change)).toContain(field);
  });
});
