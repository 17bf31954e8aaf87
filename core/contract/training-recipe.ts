/**
 * How a run learns: what it takes as distance of two faces, which optimiser follows the gradient, how fast, and
 * whether the weights it uses are the newest or their average. Every default is what the first programs did.
 */
import { z } from 'zod';

export const optimiserKind = z.enum(['adam', 'adamw', 'adabelief', 'lion', 'rmsprop']);
export type OptimiserKind = z.infer<typeof optimiserKind>;

/** Those whose weights can shrink by themselves, whatever the gradient says. */
export const decayingOptimisers: readonly OptimiserKind[] = ['adamw', 'lion'];

export const optimiserSettings = z
  .object({
    kind: optimiserKind.default('adam'),
    /** Share of itself, times the learning rate, that each weight loses in a step. */
    weightDecay: z.number().min(0).max(1).default(0),
    /** Chance of each single weight to be updated in a step: learning-rate dropout where it is below 1. */
    updateShare: z.number().positive().max(1).default(1),
  })
  .refine(({ kind, weightDecay }) => weightDecay === 0 || decayingOptimisers.includes(kind), {
    path: ['weightDecay'],
    message: 'Only AdamW and Lion take a weight decay.',
  });
export type OptimiserSettings = z.infer<typeof optimiserSettings>;

export const scheduleSettings = z
  .object({
    /** `cosine` falls once and stays low; `restarts` falls again and again. */
    kind: z.enum(['constant', 'cosine', 'restarts']).default('constant'),
    /** Iterations in which the rate rises from nothing, before all else. */
    warmUpIterations: z.int().min(0).max(1_000_000).default(0),
    /** Length of the fall, or of each: in iterations or in minutes of training, one of the two. */
    lengthIterations: z.int().positive().nullable().default(null),
    lengthMinutes: z.number().positive().nullable().default(null),
    /** What is left of the learning rate at the end of the fall, as a share. */
    floor: z.number().min(0).max(1).default(0.01),
  })
  .refine(
    ({ kind, lengthIterations, lengthMinutes }) =>
      kind === 'constant' || (lengthIterations === null) !== (lengthMinutes === null),
    { path: ['lengthIterations'], message: 'A cosine has one length, in iterations or in minutes.' },
  );
export type ScheduleSettings = z.infer<typeof scheduleSettings>;

const lossWeight = z.number().min(0).max(1000);

export const lossSettings = z
  .object({
    /** Weights of the means of the absolute and of the squared differences. */
    mae: lossWeight.default(1),
    mse: lossWeight.default(0),
    /** Weight of (1 - SSIM) / 2, and of the same over several scales. */
    dssim: lossWeight.default(0),
    multiScale: lossWeight.default(0),
    /** Side of the window of SSIM: 11 px at any size, or the size of the face / 11.6. */
    window: z.enum(['fixed', 'relative']).default('fixed'),
    /** Weight of the absolute differences at eyes and mouth, on top of all others. */
    eyesMouth: lossWeight.default(0),
    /** Weight of the squared differences of the drawn mask, where the architecture draws one. */
    mask: lossWeight.default(10),
    /** Whether what lies outside the face is darkened before it is compared, to this share of itself. */
    masked: z.boolean().default(false),
    outside: z.number().min(0).max(1).default(0),
  })
  .refine(({ mae, mse, dssim, multiScale }) => mae + mse + dssim + multiScale > 0, {
    path: ['mae'],
    message: 'At least one of MAE, MSE, DSSIM and multi-scale SSIM needs a weight above 0.',
  });
export type LossSettings = z.infer<typeof lossSettings>;

/** Parts of a model, whatever its architecture calls them. */
export const partKind = z.enum(['encoder', 'inter', 'decoder']);
export type PartKind = z.infer<typeof partKind>;

export const trainingRecipe = z.object({
  optimiser: optimiserSettings.prefault({}),
  schedule: scheduleSettings.prefault({}),
  losses: lossSettings.prefault({}),
  /** Greatest norm of the gradient of all weights together; longer ones are shortened to it. null = as they are. */
  clipNorm: z.number().positive().nullable().default(null),
  /** Share that the average of the weights keeps of itself in a step; it draws and converts. null = none is kept. */
  averaging: z.number().min(0.5).max(0.99999).nullable().default(null),
  /** Parts that stay as they are while the others learn. */
  frozenParts: z.array(partKind).default([]),
});
export type TrainingRecipe = z.infer<typeof trainingRecipe>;
