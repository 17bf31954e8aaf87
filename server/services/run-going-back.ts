/** A run taken back to one of its checkpoints: it stands there again, goes on upon a new branch, and what came after is kept. */
import { StudioError } from '#core/contract/errors.ts';
import type { RunView } from '#core/contract/run.ts';
import { isLeft } from '#core/studio/run-branches.ts';
import type { CheckpointRecord } from '#server/ports/studio-store.ts';
import type { JobsService } from './jobs.ts';
import { requireTrainedHere } from './require-trained-here.ts';
import { faultOf, goBack } from './run-checkpoints.ts';
import type { RunLogService } from './run-log.ts';
import type { RunsService } from './runs.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface RunGoingBackService {
  /**
   * A run at work saves and ends first, and goes on from there at once; one that rests waits to be started.
   * @throws StudioError not_found, checkpoint_damaged, bad_request where the run has left the checkpoint, job_state
   */
  goBack(runId: string, checkpointId: string): Promise<RunView>;
}

interface Parts {
  readonly runs: RunsService;
  readonly jobs: JobsService;
  readonly log: RunLogService;
}

export const createRunGoingBackService = (context: StudioContext, { runs, jobs, log }: Parts): RunGoingBackService => {
  const { store, events } = context;
  const checkpointOf = async (runId: string, checkpointId: string) => {
    const run = found(await store.runs.read(runId), 'run');
    const all = await store.runs.checkpointsOf(runId);
    const checkpoint = found(
      all.find(({ id }) => id === checkpointId),
      'checkpoint',
    );
    const { iteration } = checkpoint;
    if (isLeft(run.branches, checkpoint))
      throw new StudioError(
        'bad_request',
        'The training has left this saved state: it can be converted with, not gone on from.',
        {
          facts: { runId, iteration },
        },
      );
    const fault = await faultOf(context, checkpoint);
    if (fault === null) return { run, checkpoint };
    await store.runs.updateCheckpoint(checkpointId, { fault });
    throw new StudioError('checkpoint_damaged', `The file saved at iteration ${iteration} is not whole.`, {
      facts: { iteration, fault },
    });
  };

  /** While a run ends it saves once more, and the state to go back to may be the one that would make room. */
  const endKeeping = async (runId: string, { id, kind }: CheckpointRecord): Promise<void> => {
    const jobId = jobs.activeOn(runId);
    if (!jobId) return;
    await store.runs.updateCheckpoint(id, { kind: 'snapshot' });
    try {
      await runs.command(runId, 'stop');
      await jobs.whenEnded(jobId);
    } finally {
      await store.runs.updateCheckpoint(id, { kind });
    }
  };

  return {
    goBack: async (runId, checkpointId) => {
      const before = await checkpointOf(runId, checkpointId);
      requireTrainedHere(before.run);
      const goesOn = jobs.activeOn(runId) !== null && before.run.state !== 'paused';
      await endKeeping(runId, before.checkpoint);
      const { run, checkpoint } = await checkpointOf(runId, checkpointId);
      if (jobs.activeOn(runId)) throw startedMeanwhile(run);
      const { iteration, reachedIteration } = await goBack(context, run, { why: 'asked', checkpoint, passedOver: [] });
      await log.note(runId, { kind: 'went-back', iteration: reachedIteration, to: iteration });
      if (goesOn) return runs.command(runId, 'start');
      const view = await runs.read(runId);
      events.publish({ type: 'run:changed', run: view });
      return view;
    },
  };
};

const startedMeanwhile = ({ id, state }: { readonly id: string; readonly state: string }): StudioError =>
  new StudioError('job_state', 'The run was started again meanwhile. Go back once more.', {
    facts: { runId: id, state },
  });
