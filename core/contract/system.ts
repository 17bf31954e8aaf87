/** What the studio runs on, for its System page and for scripts. */
import { z } from 'zod';
import { videoFormat } from '#core/contract/video-format.ts';

export const systemView = z.object({
  version: z.string(),
  startedAt: z.iso.datetime(),
  device: z.string(),
  cores: z.int(),
  memoryGb: z.number(),
  dataFolder: z.string(),
  freeBytes: z.number(),
  parts: z.array(
    z.object({
      name: z.string(),
      version: z.string().nullable(),
      verdict: z.enum(['ok', 'warn', 'fail']),
      advice: z.string(),
    }),
  ),
  /** What conversions can be written as with the ffmpeg at hand. */
  formats: z.array(videoFormat),
  limits: z.object({ maxFileBytes: z.number(), maxDurationSeconds: z.number(), maxPixels: z.number() }),
});
export type SystemView = z.infer<typeof systemView>;

/** The sample project's people, whose clips appear as they arrive, and the run that will train on them. */
export const sampleCreated = z.object({ personIds: z.array(z.string()), runId: z.string() });
export type SampleCreated = z.infer<typeof sampleCreated>;
