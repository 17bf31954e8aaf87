/** What a run is told at its beginning. */
import { z } from 'zod';
import { architectureName } from './architecture-name.ts';
import { augmentation } from './augmentation.ts';
import { partKind, trainingRecipe } from './training-recipe.ts';

/** The two people of a pair. */
export const side = z.enum(['a', 'b']);
export type Side = z.infer<typeof side>;

export const precision = z.enum(['fp32', 'bf16']);
export type Precision = z.infer<typeof precision>;

/** `auto`: whichever the machine at work computes faster. */
export const wantedPrecision = z.enum(['auto', ...precision.options]);
export type WantedPrecision = z.infer<typeof wantedPrecision>;

/** Faces shown of each person in a preview, at most. */
export const mostShownFaces = 14;

const shownOfSide = z
  .array(z.string())
  .min(1)
  .max(mostShownFaces)
  .refine((ids) => new Set(ids).size === ids.length, 'A face is shown once.')
  .nullable()
  .default(null);

/** Which faces the previews of a run show, by id; null = chosen by the studio. */
export const shownFacesWish = z.object({
  a: shownOfSide,
  b: shownOfSide,
  /** The clip one means to convert: where the studio chooses, some of its faces are among them. */
  clipId: z.string().nullable().default(null),
});
export type ShownFacesWish = z.infer<typeof shownFacesWish>;

/** A card of a shared model has room for the names and consents of as many (`model-card.ts`). */
const mostMorePeople = 20;

const peopleOfSide = z
  .array(z.string().regex(/^[0-9a-zA-Z-]{1,64}$/))
  .max(mostMorePeople)
  .refine((ids) => new Set(ids).size === ids.length, 'A person is named once.')
  .default([]);

export const runSettings = z.object({
  ...trainingRecipe.shape,
  architecture: architectureName.default('original'),
  /** Faces of each side in one step. */
  batchSize: z.int().min(1).max(512).default(16),
  precision: wantedPrecision.default('auto'),
  learningRate: z.number().positive().max(0.1).default(5e-5),
  /** Seed of weights and augmentation: the same data and seed give the same run on the same machine. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
  augmentation: augmentation.prefault({}),
  /** Weights of another run to begin with: in these parts, those that have the same shape here. null = seeded ones. */
  startFrom: z
    .object({ runId: z.string().regex(/^[0-9a-zA-Z-]{1,64}$/), parts: z.array(partKind).min(1) })
    .nullable()
    .default(null),
  /**
   * People whose kept faces are trained on beside those of the pair, by id: what a side then draws is nobody's face, and the
   * encoder knows faces in general. Such a run is a base that others begin with.
   */
  morePeople: z.object({ a: peopleOfSide, b: peopleOfSide }).prefault({}),
  /** The run ends by itself after this many iterations, or this many minutes of training; null = until stopped. */
  maxIterations: z.int().positive().nullable().default(null),
  maxMinutes: z.number().positive().nullable().default(null),
  /** Iterations between two preview pictures. */
  previewEvery: z.int().positive().default(25),
  shownFaces: shownFacesWish.prefault({}),
  /** A checkpoint is written after so many seconds of training or so many iterations, whichever comes first. */
  checkpointEverySeconds: z.number().positive().default(120),
  checkpointEveryIterations: z.int().positive().default(250),
  /** Checkpoints kept beside the best one and those with a name. */
  checkpointsKept: z.int().min(1).max(50).default(2),
  /** Share of each side's faces that is never trained on, to measure by; 0 = all are trained on. */
  heldOutShare: z.number().min(0).max(0.5).default(0.1),
  /** Seconds of training between two looks at the faces held out. */
  validateEverySeconds: z.number().positive().default(60),
});
export type RunSettings = z.infer<typeof runSettings>;
