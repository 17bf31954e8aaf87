/** Choosing the faces that previews show, before a run begins or on its way. */
import { z } from 'zod';
import { runSettings, shownFace } from './run.ts';

/** Of which run, or of which two people as a new run would divide their faces. */
export const shownFacesQuery = z.object({
  personA: z.string(),
  personB: z.string(),
  /** Its rule says which faces are held out; without one, a new run's share and seed do. */
  runId: z.string().optional(),
  heldOutShare: z.coerce.number().pipe(runSettings.shape.heldOutShare.unwrap()).optional(),
  seed: z.coerce.number().pipe(runSettings.shape.seed.unwrap()).optional(),
  clipId: z.string().optional(),
});
export type ShownFacesQuery = z.infer<typeof shownFacesQuery>;

const ofSide = z.object({
  /** What the studio would choose, in the order in which it is drawn. */
  proposed: z.array(shownFace),
  /** Every kept face that is never trained on. */
  heldOutIds: z.array(z.string()),
});

export const shownFacesOffer = z.object({ a: ofSide, b: ofSide });
export type ShownFacesOffer = z.infer<typeof shownFacesOffer>;
