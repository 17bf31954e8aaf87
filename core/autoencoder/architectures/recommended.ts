/**
 * How a model learns best, as settings of a run; a run takes them where it is not told otherwise. Models of others
 * learn as the first programs did. Measured on two people's held-out faces at 64 px, 1 - SSIM after equal processor time:
 * `swift` came as far at batch 16 and 2e-3 as at batch 8 and 1e-3; at 2e-3 it blew up once, and clipped to 1 it was behind 1e-3
 * (.152 to .142 after 40 s of one core); averaged weights bought a twentieth.
 *
 * Two people are filmed in two rooms, and a model that learns fast learns whose room it is: after three minutes on 100 faces a
 * side its own faces were sharp and its swaps smeared. Looked at side by side, leaving the room out of the loss (`masked`) and
 * colouring and lighting examples anew mended that; colour alone did not.
 */
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import { augmentation } from '#core/contract/augmentation.ts';
import type { RunSettings } from '#core/contract/run.ts';
import { runSettings } from '#core/contract/run.ts';
import { trainingRecipe } from '#core/contract/training-recipe.ts';

type Given = { readonly [Key in keyof RunSettings]?: RunSettings[Key] | undefined };

/** What a run trains that is not told otherwise: on a processor the one that shows a likeness first. */
export const defaultArchitecture: ArchitectureName = 'swift';

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
