import { expect, it } from 'vitest';
import { trainingRecipe } from '#core/contract/training-recipe.ts';
import { compareMemory } from '#tests/bench/memory.ts';

const { optimiser } = trainingRecipe.parse({ optimiser: { kind: 'lion' } });

// Three that had no part in finding the constants: small weights and much that lives, and the other way round.
it.each([
  ['swift at batch 64', { architecture: 'swift', batchSize: 64 }],
  ['studio at batch 16', { architecture: 'studio', batchSize: 16 }],
  ['original at batch 2 with Lion', { architecture: 'original', batchSize: 2, optimiser }],
] as const)(
  'foretells within 15 % what the process of a training holds: %s',
  async (_, settings) => {
    const { foretoldBytes, heldBytes } = await compareMemory(settings);
    expect(Math.abs(foretoldBytes / heldBytes - 1)).toBeLessThan(0.15);
  },
  300_000,
);
