/** Models of others: `.dfm` files, which draw one person's face over anybody's, and of which nobody says who agreed to it. */
import { z } from 'zod';
import { consentStanding } from './person.ts';

/** What a file shows of itself. */
export const dfmFacts = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().positive(),
  /** Side of the square that it takes and draws, px: all of DeepFaceLab's whole face. */
  faceSize: z.int().positive(),
  /** Whether it can be told how far towards the new face it goes. */
  morphs: z.boolean(),
});
export type DfmFacts = z.infer<typeof dfmFacts>;

export const dfmModelView = dfmFacts.extend({
  id: z.string(),
  /** As its file was called. */
  name: z.string(),
  /** Whose face it shows; null while nobody of this studio has been named. */
  person: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Where that person's consent stands; unknown while nobody was named. Only `active` lets it draw. */
  consent: z.enum(['unknown', ...consentStanding.options]),
  createdAt: z.iso.datetime(),
});
export type DfmModelView = z.infer<typeof dfmModelView>;

export const nameDfmPerson = z.object({ personId: z.string() });
export type NameDfmPerson = z.infer<typeof nameDfmPerson>;

/** The largest known ones have some 700 MB. */
export const maxDfmBytes = 1_500_000_000;
