/** How a job that runs is said to be getting on. */
import { z } from 'zod';

/** How far a job is; `rate` is in `unit` per second of wall time. */
export const jobProgress = z.object({
  stage: z.enum([
    'starting',
    'checking',
    'downloading',
    /** For a while, after the site has failed. */
    'waiting',
    'probing',
    'reading',
    'extracting',
    'identifying',
    'training',
    'saving',
    'converting',
    'exporting',
    'finishing',
  ]),
  done: z.number(),
  /** null where the end is not known. */
  total: z.number().nullable(),
  unit: z.enum(['frames', 'faces', 'iterations', 'bytes', 'steps', 'links']),
  rate: z.number().nullable(),
  etaSeconds: z.number().nullable(),
  /** Of a video that an earlier try has begun: up to where that was kept. */
  keptSeconds: z.number().optional(),
  /** So much of a video was made by an earlier conversion of the same clip. */
  takenOverSeconds: z.number().optional(),
});
export type JobProgress = z.infer<typeof jobProgress>;
