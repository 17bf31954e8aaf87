/** The line with which every bench ends, for scripts that compare machines and versions. */
import { z } from 'zod';

export const benchFigure = z.object({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  better: z.enum(['higher', 'lower']),
  /** What is to be reached; null where a figure is only told. */
  target: z.number().nullable(),
});
export type BenchFigure = z.infer<typeof benchFigure>;

export const benchLine = z.object({
  bench: z.string(),
  machine: z.object({ cpu: z.string(), cores: z.int(), memoryGb: z.number() }),
  figures: z.array(benchFigure),
});
export type BenchLine = z.infer<typeof benchLine>;
