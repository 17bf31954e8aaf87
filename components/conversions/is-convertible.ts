/** A training has something to convert with once one of its saved states is right. */
import type { RunView } from '#core/contract/run.ts';
import { checkpointToUse } from '#core/studio/checkpoint-to-use.ts';

export const isConvertible = ({ checkpoints }: RunView): boolean => checkpointToUse(checkpoints) !== undefined;
