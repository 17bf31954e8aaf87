/** One frame of a clip drawn with settings that are still being chosen. */
import { z } from 'zod';
import { createConversion } from '#core/contract/conversion.ts';
import { jobPayloads } from '#core/contract/jobs.ts';

export const tryConversion = createConversion.extend({
  /** The frame's place in the clip. */
  frameIndex: z.int().nonnegative(),
  /** The face and what is around it, in place of the whole frame. */
  closeUp: z.boolean().default(true),
});
export type TryConversion = z.infer<typeof tryConversion>;

/** What a worker that holds the model is asked: a conversion's own payload but for what it writes. */
export const trialQuestion = jobPayloads['convert-video']
  .omit({ conversionId: true, outputPath: true, sideBySidePath: true, reportFolder: true, marks: true })
  .omit({ unfinishedFolder: true, ingredients: true })
  .extend({
    frameIndex: z.int().nonnegative(),
    closeUp: z.boolean(),
    /** Where the picture is written: the original on the left, the result, labelled, on the right. */
    picturePath: z.string(),
  });
export type TrialQuestion = z.infer<typeof trialQuestion>;

/** What became of the frame: whether a face was laid over it, or why not. */
export const trialOutcome = z.enum(['swapped', 'nobody', 'anotherPerson']);
export type TrialOutcome = z.infer<typeof trialOutcome>;

/** Beside the picture: a reply has one body. */
export const trialOutcomeHeader = 'trial-outcome';

export const trialAnswer = z.object({ outcome: trialOutcome });
