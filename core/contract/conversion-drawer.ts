/** What draws the faces of a conversion, as its worker is told. */
import { z } from 'zod';
import { side, wantedPrecision } from '#core/contract/run.ts';

/** A saved state of a run, or a model of others with the digest by which it was looked through. */
export const drawnBy = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    checkpointPath: z.string(),
    architecture: z.string(),
    precision: wantedPrecision,
  }),
  z.object({ kind: z.literal('dfm'), path: z.string(), sha256: z.string() }),
]);

const descriptor = z.array(z.number()).nullable();

/** One in the clip whose face another pair draws. */
export const drawnByOther = z.object({
  /** Place in the payload's `swappedPeople`. */
  person: z.int(),
  /** Place in the settings' `otherFaces`. */
  otherFace: z.int(),
  drawnBy,
  to: side,
  /** Of whose face is replaced, and of whose is to appear. */
  personDescriptor: descriptor,
  shownDescriptor: descriptor,
});
