/**
 * How a model learns best, as settings of a run; a run takes them where it is not told otherwise. Models of others
 * learn as the first programs did. What bought how much, by 1 - SSIM of the faces of two men's held-out pictures at 64 px, two
 * cores with AVX2, one run each:
 * - Averages that forget faster while they are young (`weight-averages.ts`): `swift` .436 to .357 after 110 steps, .300 to
 *   .243 after 255. As means of all steps they held a young model back more than any other choice.
 * - A quarter of the room (`outside` .25): `swift` .179 to .168 after 530 steps, swaps of A nearer to B 21 to 42 %. All of
 *   it: .171 and 42 %; but after minutes a model that learns the room learns whose room it is, and its swaps smear.
 *   Examples coloured and lit anew mend that only together with the mask.
 * - Rate 2e-3 for 1e-3: `swift` .179 to .170 after 530 steps, `studio` .279 to .291 after 360; it blew up once.
 * - Batches of `studio` after 75 s: 8 .329, 16 .394; after 45 s: 4 .395, 8 .413. Its widths by two thirds: .402.
 */
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import { augmentation } from '#core/contract/augmentation.ts';
import type { RunSettings } from '#core/contract/run.ts';
import { runSettings } from '#core/contract/run.ts';
import { trainingRecipe } from '#core/contract/training-recipe.ts';

type Given = { readonly [Key in keyof RunSettings]?: RunSettings[Key] | undefined };

/**
 * What a run trains that is not told otherwise. After five minutes its own faces are softer than those of `swift` (1 - SSIM
 * .167 and .120), but its swaps hold together: of A 63 % and of B 96 % nearer to the other man, 17 and 83 % with `swift`.
 */
export const defaultArchitecture: ArchitectureName = 'studio';

/** What is given, and for all else what suits the model. */
export const withRecommended = (given: Given): RunSettings => {
  const architecture = given.architecture ?? defaultArchitecture;
  return runSettings.parse({ ...recommended[architecture], ...given, architecture });
};

const ours = {
  batchSize: 16,
  learningRate: 1e-3,
  // Tens of iterations a second on two cores: a picture every few seconds, and a checkpoint when its time has come.
  previewEvery: 200,
  checkpointEveryIterations: 10_000,
  ...trainingRecipe.parse({
    // Adam with beta1 0.9; with 0.5, as the first programs had it, training blew up at this rate.
    optimiser: { kind: 'adamw' },
    schedule: { warmUpIterations: 50 },
    losses: { mae: 1, dssim: 1, masked: true, outside: 0.25 },
    clipNorm: 1,
    averaging: 0.99,
  }),
  augmentation: augmentation.parse({
    warp: { chance: 1, amount: 1.2 },
    colour: { chance: 1 },
    light: { chance: 0.5 },
  }),
} as const satisfies Partial<RunSettings>;

/** A step of `studio` costs four of `swift`, so it takes the smaller batch. At a mask's weight of 10 its face never came: the mask drowned it. */
const studio = { ...ours, batchSize: 8, losses: { ...ours.losses, mask: 0.5 } } as const satisfies Partial<RunSettings>;

const recommended: { readonly [Name in ArchitectureName]?: Partial<RunSettings> } = { swift: ours, studio };
