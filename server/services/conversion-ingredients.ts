/** What a conversion is made of: the run and its saved state, the clip, the people. What cannot become one is refused here. */
import { architectureNamed, modelShape } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { VideoFacts } from '#core/contract/clip.ts';
import {
  type ConversionSettings,
  type CreateConversion,
  conversionSettings,
  type SwapMaskChoice,
} from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import { checkpointToUse, usableCheckpoints } from '#core/studio/checkpoint-to-use.ts';
import { conversionRoom } from '#core/studio/conversion-room.ts';
import { bestCheckpoint } from '#core/studio/kept-checkpoints.ts';
import { isLeft } from '#core/studio/run-branches.ts';
import type { CheckpointRecord, ClipRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import { untrained } from './run-checkpoints.ts';
import { peopleOfConversion } from './run-people.ts';
import type { StudioContext } from './studio-context.ts';
import { refuseUnknownPeople } from './swapped-people.ts';
import { found } from './views.ts';

export interface Ingredients {
  readonly run: RunRecord;
  readonly clip: ClipRecord;
  readonly checkpoint: CheckpointRecord;
  /** Whether no checkpoint of the run has a smaller error on faces held out. */
  readonly isBest: boolean;
  readonly personIds: readonly string[];
}

/** @throws StudioError consent_*, no_checkpoint, encoder_missing, not_found, checkpoint_damaged, job_state, bad_request, disk_full */
export const createGathering = (context: StudioContext, { consents }: { readonly consents: ConsentsService }) => {
  const { store, files } = context;
  return async ({ runId, clipId, checkpointId, settings }: CreateConversion): Promise<Ingredients> => {
    const run = found(await store.runs.read(runId), 'run');
    const clip = found(await store.clips.read(clipId), 'clip');
    const personIds = peopleOfConversion({ run, clip });
    await consents.require(personIds);
    refusePhotos(clip);
    refuseWrongPerson(run, clip, settings.to);
    refuseMissingMask(run, settings.mask);
    await refuseUnknownPeople(context, clip, settings);
    if (!clip.facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
    refuseEmptyPart(clip.facts, settings);
    await refuseMissingEncoder(context, settings);
    const checkpoints = await store.runs.checkpointsOf(runId);
    const standing = checkpoints.filter((each) => !isLeft(run.branches, each));
    const checkpoint = checkpointId === undefined ? checkpointToUse(standing) : askedFor(checkpoints, checkpointId);
    if (!checkpoint) throw untrained(runId);
    await files.requireRoom(
      conversionRoom({ facts: clip.facts, sizeBytes: clip.sizeBytes, settings: conversionSettings.parse(settings) }),
    );
    const isBest = checkpoint === bestCheckpoint(usableCheckpoints(standing));
    return { run, clip, checkpoint, isBest, personIds };
  };
};

const askedFor = (checkpoints: readonly CheckpointRecord[], id: string): CheckpointRecord => {
  const checkpoint = found(
    checkpoints.find((each) => each.id === id),
    'checkpoint',
  );
  if (checkpoint.fault === null) return checkpoint;
  throw new StudioError('checkpoint_damaged', `The file saved at iteration ${checkpoint.iteration} is not whole.`, {
    facts: { iteration: checkpoint.iteration, fault: checkpoint.fault },
  });
};

const refusePhotos = (clip: ClipRecord): void => {
  if (clip.kind === 'video') return;
  throw new StudioError('not_a_video', `${clip.name} is a set of photos. Only videos can be converted.`, {
    facts: { clipId: clip.id },
  });
};

/** `to: b` puts B's face where A's is, so the clip has to show A. */
const refuseWrongPerson = (run: RunRecord, clip: ClipRecord, to: ConversionSettings['to']): void => {
  const replacedId = to === 'b' ? run.personAId : run.personBId;
  if (clip.personId === replacedId) return;
  throw new StudioError('bad_request', `${clip.name} does not belong to the person whose face would be replaced.`, {
    facts: { clipId: clip.id, to },
  });
};

/** What every ffmpeg of ours writes is not asked for. */
const refuseMissingEncoder = async (
  { frames }: StudioContext,
  { format = 'h264' }: CreateConversion['settings'],
): Promise<void> => {
  if (format === 'h264' || (await frames.formats()).includes(format)) return;
  throw new StudioError('encoder_missing', `The ffmpeg of this studio cannot write ${format}.`, { facts: { format } });
};

const refuseEmptyPart = (
  { durationSeconds }: VideoFacts,
  { inSeconds = null, outSeconds = null }: CreateConversion['settings'],
): void => {
  if ((inSeconds ?? 0) < Math.min(outSeconds ?? durationSeconds, durationSeconds)) return;
  throw new StudioError('bad_request', 'The part to convert ends before it begins, or begins behind the clip’s end.', {
    facts: { inSeconds, outSeconds, durationSeconds },
  });
};

/** @throws StudioError bad_request where the mask is wanted of a model that draws none */
const refuseMissingMask = ({ settings: { architecture } }: RunRecord, mask: SwapMaskChoice | undefined): void => {
  if (mask !== 'learned' && mask !== 'both') return;
  if (modelShape(architectureNamed(architectures, architecture)).drawsMask) return;
  throw new StudioError('bad_request', 'This model draws no mask: choose the outline of the landmarks.', {
    facts: { architecture, mask },
  });
};
