/**
 * What is done to faces before a model learns from them. Each has a chance to act on an example, and an amount: 1 is the
 * strength that other programs use (`core/autoencoder/example-plan.ts`). Every default is what the first programs did.
 */
import { z } from 'zod';

export const augmentationKinds = [
  'warp',
  'transform',
  'flip',
  'colour',
  'hue',
  'light',
  'blur',
  'motionBlur',
  'noise',
  'blocks',
] as const;
export type AugmentationKind = (typeof augmentationKinds)[number];

/** A face is mirrored or not: there is no more and no less of it. */
export type AmountKind = Exclude<AugmentationKind, 'flip'>;

const chance = z.number().min(0).max(1);
const off = { chance: 0, amount: 1 };
const strength = z.object({ chance, amount: z.number().min(0).max(3).default(1) });

export const augmentation = z.object({
  /** Bends the input; the model learns to undo it. */
  warp: strength.default({ chance: 1, amount: 1 }),
  /** Turns, zooms and shifts. */
  transform: strength.default({ chance: 1, amount: 1 }),
  flip: z.object({ chance }).default({ chance: 0.4 }),
  /** Lightness and tint, in L*a*b*, of input and target alike; so are hue and light. */
  colour: strength.default(off),
  hue: strength.default(off),
  /** Brighter on one side, darker on the other. */
  light: strength.default(off),
  /** From here on the input alone gets worse, and the model learns to draw it clean. */
  blur: strength.default(off),
  motionBlur: strength.default(off),
  noise: strength.default(off),
  /** The blocks of strongly compressed video. */
  blocks: strength.default(off),
});
export type Augmentation = z.infer<typeof augmentation>;

export const usualAugmentation: Augmentation = augmentation.parse({});
