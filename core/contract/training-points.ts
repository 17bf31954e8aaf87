/** What is measured of a run along its iterations. */
import { z } from 'zod';

/** One point of the loss curve. */
export const lossPoint = z.object({
  iteration: z.int(),
  a: z.number(),
  b: z.number(),
  /** Training time since the run began, pauses left out. */
  trainedSeconds: z.number(),
});
export type LossPoint = z.infer<typeof lossPoint>;

/** How one side's own decoder draws faces never trained on: 1 - SSIM, and the mean absolute difference of pixels in 0..1. */
export const heldOutError = z.object({ ssimError: z.number(), l1: z.number() });
export type HeldOutError = z.infer<typeof heldOutError>;

/** One look at the faces held out. */
export const validationPoint = z.object({
  iteration: z.int(),
  trainedSeconds: z.number(),
  a: heldOutError,
  b: heldOutError,
});
export type ValidationPoint = z.infer<typeof validationPoint>;
