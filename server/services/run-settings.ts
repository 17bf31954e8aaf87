/**
 * Settings of a run changed after it was begun. A trainer at work saves, ends, and begins again from what it saved with the new
 * ones: its graph has batch and losses in it, and going on is exact.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { ChangeRun, RunView } from '#core/contract/run.ts';
import { runSettings } from '#core/contract/run.ts';
import { settingChanges } from '#core/studio/setting-changes.ts';
import type { JobsService } from './jobs.ts';
import { requireTrainedHere } from './require-trained-here.ts';
import type { RunLogService } from './run-log.ts';
import type { RunsService } from './runs.ts';
import { requireShowable } from './shown-faces.ts';
import type { StudioContext } from './studio-context.ts';

export interface RunSettingsService {
  /** Resolves when the run has them, and is queued again where it was at work. A paused run is stopped. @throws StudioError bad_request, job_state */
  change(runId: string, changes: ChangeRun): Promise<RunView>;
}

interface Parts {
  readonly runs: RunsService;
  readonly jobs: JobsService;
  readonly log: RunLogService;
}

export const createRunSettingsService = (context: StudioContext, { runs, jobs, log }: Parts): RunSettingsService => ({
  change: async (runId, changes) => {
    const before = await runs.read(runId);
    requireTrainedHere(before);
    runSettings.parse({ ...before.settings, ...changes });
    const wish = changes.shownFaces;
    const [personAId, personBId] = [before.personA.id, before.personB.id];
    if (wish) await requireShowable(context, { personAId, personBId, wish });
    const jobId = jobs.activeOn(runId);
    if (jobId) {
      await runs.command(runId, 'stop');
      await jobs.whenEnded(jobId);
    }
    const ended = await runs.read(runId);
    if (jobs.activeOn(runId)) throw startedMeanwhile(ended);
    const settings = { ...ended.settings, ...changes };
    await context.store.runs.update(runId, { settings });
    const changed = settingChanges(ended.settings, settings);
    if (changed.length > 0) await log.note(runId, { kind: 'settings-changed', changes: changed });
    // A run that failed while it was stopping says why; it is for a person to begin it again.
    const goesOn = jobId && before.state !== 'paused' && ended.state === 'stopped';
    if (goesOn) return runs.command(runId, 'start');
    const run = await runs.read(runId);
    context.events.publish({ type: 'run:changed', run });
    return run;
  },
});

const startedMeanwhile = ({ id, state }: RunView): StudioError =>
  new StudioError('job_state', 'The run was started again meanwhile. Change it once more.', {
    facts: { runId: id, state },
  });
