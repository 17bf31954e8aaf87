/** What came in as a file has no optimiser's state: it never trains, so nothing of its training can be changed. */
import { StudioError } from '#core/contract/errors.ts';
import type { RunState } from '#core/contract/run.ts';

/** @throws StudioError job_state */
export const requireTrainedHere = ({ id, state }: { readonly id: string; readonly state: RunState }): void => {
  if (state !== 'imported') return;
  throw new StudioError(
    'job_state',
    'This model came in as a file and is not trained on: begin a new training with it.',
    {
      facts: { runId: id, state },
    },
  );
};
