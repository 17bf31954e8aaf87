/** Whether a model of others draws somebody else than the person who was named for its face, as far as a descriptor tells. */
import type { ConversionReport } from '#core/contract/conversion-report.ts';
import { askFloor } from '#core/dataset/likeness.ts';

/**
 * How like the named person the drawn face is on average, where that is too little for anybody to take it for them: two pictures
 * of two people lie at 0.62 at most. undefined of one that is like enough, and of one that nobody could compare. A model that
 * has not learnt enough draws nobody's face as well: this is a warning, no proof.
 */
export const unlikeShown = ({ likenessToShown }: ConversionReport['measures']): number | undefined =>
  likenessToShown && likenessToShown.mean < askFloor ? likenessToShown.mean : undefined;
