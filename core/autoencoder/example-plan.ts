/**
 * What will be done to a face to make an example of it: numbers drawn at random, nothing of the face itself. Sizes are
 * shares of the crop's or the picture's side. Everything is drawn whether it acts or not, so that a switch turned off
 * leaves the rest of an example as it was.
 */
import type { AmountKind, Augmentation, AugmentationKind } from '#core/contract/augmentation.ts';
import type { Random } from './random.ts';

/** What an amount of 1 is. Moves: faceswap 2018; colour: faceswap 3; the rest: ours, judged by eye at 64 and 128 px. */
export const standard = {
  turnDegrees: 10,
  zoom: 0.05,
  shift: 0.05,
  /** Deviation of a point of the warped grid: 5 px of 256. */
  warp: 5 / 256,
  /** Share of the way to white or black. */
  lightness: 0.3,
  /** Of the reach of a* and b*, 128. */
  tint: 0.08,
  hueDegrees: 12,
  /** How much brighter one edge is and how much darker the other. */
  light: 0.35,
  /** Greatest deviation of a blur, and length of a smear. */
  blur: 0.02,
  motion: 0.08,
  /** Greatest deviation, in 0..1. */
  noise: 0.04,
  /** Greatest multiple of JPEG's own tables of steps: 2 is its quality 25. */
  blocks: 2,
} as const;

/** Cells a side of the warped grid, and its points. */
export const gridCells = 4;
export const gridPoints = (gridCells + 1) ** 2;

export interface ExamplePlan {
  readonly turnRadians: number;
  readonly scale: number;
  readonly shiftX: number;
  readonly shiftY: number;
  readonly isMirrored: boolean;
  /** How far each point of the grid is moved, row by row: x, y. */
  readonly warp: Float64Array;
  /** Lightness goes this share of the way to white, or below 0 to black; a* and b* are shifted. */
  readonly colour: { readonly lightness: number; readonly a: number; readonly b: number } | undefined;
  readonly hueRadians: number;
  /** Growth of brightness from the middle to the right and to the lower edge. */
  readonly light: { readonly x: number; readonly y: number } | undefined;
  /** Deviation; 0 = sharp. */
  readonly blur: number;
  /** From one end of the smear to the other. */
  readonly motion: { readonly x: number; readonly y: number } | undefined;
  readonly noise: { readonly deviation: number; readonly seed: number } | undefined;
  /** Multiple of JPEG's steps; 0 = none. */
  readonly blocks: number;
}

/** Nothing is done at all. */
export const plainPlan: ExamplePlan = {
  turnRadians: 0,
  scale: 1,
  shiftX: 0,
  shiftY: 0,
  isMirrored: false,
  warp: new Float64Array(2 * gridPoints),
  colour: undefined,
  hueRadians: 0,
  light: undefined,
  blur: 0,
  motion: undefined,
  noise: undefined,
  blocks: 0,
};

export const planExample = (random: Random, augmentation: Augmentation): ExamplePlan => {
  const acts = (kind: AugmentationKind): boolean => random.uniform() < augmentation[kind].chance;
  const amountOf = (kind: AmountKind): number => (acts(kind) ? augmentation[kind].amount : 0);
  return {
    ...planMoves(random, amountOf('transform')),
    isMirrored: acts('flip'),
    ...planWarp(random, amountOf('warp')),
    ...planColours(random, { colour: amountOf('colour'), hue: amountOf('hue'), light: amountOf('light') }),
    ...planBlurs(random, { blur: amountOf('blur'), motion: amountOf('motionBlur') }),
    ...planDamage(random, { noise: amountOf('noise'), blocks: amountOf('blocks') }),
  };
};

const around = (random: Random, spread: number): number => (random.uniform() * 2 - 1) * spread;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

const planMoves = (random: Random, amount: number) => ({
  turnRadians: radians(around(random, standard.turnDegrees * amount)),
  scale: 1 + around(random, standard.zoom * amount),
  shiftX: around(random, standard.shift * amount),
  shiftY: around(random, standard.shift * amount),
});

const planWarp = (random: Random, amount: number) => ({
  warp: Float64Array.from({ length: 2 * gridPoints }, () => random.normal() * standard.warp * amount),
});

const planColours = (
  random: Random,
  amount: { readonly colour: number; readonly hue: number; readonly light: number },
) => {
  const tint = 128 * standard.tint * amount.colour;
  // Held below 1: all the way to white there would be no face left.
  const lightness = Math.min(0.9, standard.lightness * amount.colour);
  const colour = { lightness: around(random, lightness), a: around(random, tint), b: around(random, tint) };
  const hueRadians = radians(around(random, standard.hueDegrees * amount.hue));
  const [turn, strength] = [2 * Math.PI * random.uniform(), random.uniform() * standard.light * amount.light];
  const light = { x: strength * Math.cos(turn), y: strength * Math.sin(turn) };
  return {
    colour: amount.colour > 0 ? colour : undefined,
    hueRadians,
    light: amount.light > 0 ? light : undefined,
  };
};

const planBlurs = (random: Random, amount: { readonly blur: number; readonly motion: number }) => {
  const blur = random.uniform() * standard.blur * amount.blur;
  const [turn, length] = [Math.PI * random.uniform(), random.uniform() * standard.motion * amount.motion];
  const motion = { x: length * Math.cos(turn), y: length * Math.sin(turn) };
  return { blur, motion: amount.motion > 0 ? motion : undefined };
};

const planDamage = (random: Random, amount: { readonly noise: number; readonly blocks: number }) => {
  const deviation = random.uniform() * standard.noise * amount.noise;
  const seed = random.below(2 ** 31);
  const blocks = random.uniform() * standard.blocks * amount.blocks;
  return { noise: amount.noise > 0 ? { deviation, seed } : undefined, blocks };
};
