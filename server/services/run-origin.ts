/** The run whose weights another begins with: it must fit, have been saved, and its people must agree too. */
import { architectureNamed } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { fittingWeights } from '#core/autoencoder/start-weights.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { RunSettings } from '#core/contract/run.ts';
import type { ConsentsService } from './consents.ts';
import { findCheckpoint } from './run-checkpoints.ts';
import { peopleOfRun } from './run-people.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

/** @throws StudioError not_found, consent_*, no_checkpoint, bad_request where no weight of it fits */
export const requireOrigin = async (
  { store }: StudioContext,
  { consents, settings }: { readonly consents: ConsentsService; readonly settings: RunSettings },
): Promise<void> => {
  if (settings.startFrom === null) return;
  const { runId, parts } = settings.startFrom;
  const origin = found(await store.runs.read(runId), 'run');
  await consents.require(peopleOfRun(origin));
  if ((await store.runs.checkpointsOf(runId)).length === 0) throw unsaved(runId);
  const model = (name: string) => architectureNamed(architectures, name);
  const [from, to] = [model(origin.settings.architecture), model(settings.architecture)];
  if (fittingWeights({ from, to, parts }).length > 0) return;
  throw new StudioError('bad_request', 'No weight of that run fits this model in the parts asked for.', {
    facts: { runId, parts: parts.join() },
  });
};

/** What a new run is given of it; its newest saved state that is right. */
export const originOf = async (
  context: StudioContext,
  { startFrom }: RunSettings,
): Promise<JobPayload<'train-autoencoder'>['startFrom']> => {
  if (startFrom === null) return null;
  const { runId, parts } = startFrom;
  found(await context.store.runs.read(runId), 'run');
  const { checkpoint } = await findCheckpoint(context, runId);
  if (!checkpoint) throw unsaved(runId);
  return { checkpointPath: context.files.paths.checkpoint(runId, checkpoint.fileName), parts };
};

const unsaved = (runId: string): StudioError =>
  new StudioError('no_checkpoint', 'The run to begin with has no saved state that can be used.', { facts: { runId } });
