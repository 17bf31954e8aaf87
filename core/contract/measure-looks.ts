/** What a worker is asked that draws frames of a clip in every way a face can be laid, to choose one by what it measures. */
import { z } from 'zod';
import { convertVideoPayload } from '#core/contract/conversion-job.ts';
import { colourTransfer, swapMaskChoice } from '#core/contract/face-laying.ts';

/** A conversion's own payload but for what it writes. */
export const measureLooksPayload = convertVideoPayload
  .omit({ conversionId: true, outputPath: true, sideBySidePath: true, reportFolder: true, marks: true })
  .omit({ unfinishedFolder: true, ingredients: true })
  .extend({
    /** The frames that are drawn, by their place in the clip. */
    frameIndexes: z.array(z.int().nonnegative()),
    /** The usual one first. */
    looks: z.array(z.object({ colourTransfer, mask: swapMaskChoice })).min(1),
    /** Whether it is told if something lies before the face. */
    tellsCovers: z.boolean(),
  });
export type MeasureLooksPayload = z.infer<typeof measureLooksPayload>;
