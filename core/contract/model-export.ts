/** Trained models as files for other programs. */
import { z } from 'zod';
import { side } from './run.ts';

export const createModelExport = z.object({
  /** Whose face the model draws. */
  to: side,
});
export type CreateModelExport = z.infer<typeof createModelExport>;

/** One `.dfm` file of a run, at /api/runs/{id}/exports/{iteration}/{to}. */
export const modelExport = z.object({ iteration: z.int(), to: side, sizeBytes: z.int() });
export type ModelExport = z.infer<typeof modelExport>;
