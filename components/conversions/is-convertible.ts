/** A training has something to convert with once one of its saved states is right, and is not one that it left. */
import type { RunView } from '#core/contract/run.ts';
import { checkpointToUse } from '#core/studio/checkpoint-to-use.ts';
import { isLeft } from '#core/studio/run-branches.ts';

export const isConvertible = ({ checkpoints, branches }: RunView): boolean =>
  checkpointToUse(checkpoints.filter((checkpoint) => !isLeft(branches, checkpoint))) !== undefined;
