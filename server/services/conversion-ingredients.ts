/** What a conversion is made of: the model, of a run its saved state, the clip, the people. What cannot become one is refused here. */
import { architectureNamed, modelShape } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { VideoFacts } from '#core/contract/clip.ts';
import {
  type ConversionSettings,
  type CreateConversion,
  conversionSettings,
  type OtherFace,
  otherFace,
  type SwapMaskChoice,
} from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import { measuredSettings } from '#core/contract/look-pick.ts';
import type { Side } from '#core/contract/run.ts';
import { checkpointToUse, usableCheckpoints } from '#core/studio/checkpoint-to-use.ts';
import { usualFormat } from '#core/studio/colour-depth.ts';
import { conversionMemory } from '#core/studio/conversion-memory.ts';
import { conversionRoom } from '#core/studio/conversion-room.ts';
import { bestCheckpoint } from '#core/studio/kept-checkpoints.ts';
import { isLeft } from '#core/studio/run-branches.ts';
import type { CheckpointRecord, ClipRecord, RunRecord } from '#server/ports/studio-store.ts';
import type { ConsentsService } from './consents.ts';
import { type ConversionModel, pairOf, readConversionModel } from './conversion-model.ts';
import { peopleIn, readOtherRuns } from './conversion-people.ts';
import { refuseWrongFaces } from './other-faces.ts';
import { untrained } from './run-checkpoints.ts';
import type { StudioContext } from './studio-context.ts';
import { refuseUnknownPeople } from './swapped-people.ts';
import { found } from './views.ts';

export interface Ingredients {
  readonly model: ReadyModel;
  readonly clip: ClipRecord;
  readonly personIds: readonly string[];
  /** All of them: what was left open is as is usual for the clip. */
  readonly settings: ConversionSettings;
  /** Of the settings' `otherFaces`, in their order. */
  readonly others: readonly OtherModel[];
}

export interface OtherModel {
  readonly face: OtherFace;
  readonly model: ReadyRun;
}

export type ReadyRun = Extract<ReadyModel, { readonly kind: 'run' }>;

export type ReadyModel =
  | {
      readonly kind: 'run';
      readonly run: RunRecord;
      readonly checkpoint: CheckpointRecord;
      /** Whether no checkpoint of the run has a smaller error on faces held out. */
      readonly isBest: boolean;
    }
  | Extract<ConversionModel, { readonly kind: 'dfm' }>;

/** @throws StudioError consent_*, no_checkpoint, encoder_missing, not_found, checkpoint_damaged, job_state, bad_request, disk_full */
export const createGathering = (context: StudioContext, { consents }: { readonly consents: ConsentsService }) => {
  const { store, files, frames } = context;
  /** So many bytes of what it writes are there. */
  return async (
    { clipId, checkpointId, settings: asked, ...named }: CreateConversion,
    { keptBytes = 0 }: { readonly keptBytes?: number } = {},
  ): Promise<Ingredients> => {
    const model = await readConversionModel(context, named);
    const clip = found(await store.clips.read(clipId), 'clip');
    const otherFaces = (asked.otherFaces ?? []).map((face) => otherFace.parse(face));
    const otherRuns = await readOtherRuns(context, { otherFaces });
    const personIds = peopleIn({ model, clip, otherRuns });
    await consents.require(personIds);
    refusePhotos(clip);
    refuseWrongPerson(model, clip, asked.to);
    for (const each of [model, ...otherRuns.map((run) => ({ kind: 'run', run }) as const)])
      refuseMissingMask(each, asked.mask);
    await refuseUnknownPeople(context, clip, asked);
    await refuseWrongFaces(context, { clip, swapped: asked.swapped ?? null, otherFaces, otherRuns });
    if (!clip.facts) throw new StudioError('job_state', 'This clip is still being imported.', { facts: { clipId } });
    refuseEmptyPart(clip.facts, asked);
    await refuseMissingEncoder(context, asked);
    const format = usualFormat(clip.facts, await frames.formats());
    const measured = measuredSettings.filter((name) => asked[name] === undefined);
    const settings = conversionSettings.parse({ format, measured, ...asked });
    const ready = model.kind === 'run' ? await withSavedState(context, model.run, checkpointId) : model;
    const others = await Promise.all(
      otherFaces.map(async (face, at) => {
        const saved = await withSavedStateOrBest(context, otherRuns[at] as RunRecord, face.checkpointId);
        // Kept, so that it is made again with the same.
        return { face: { ...face, checkpointId: saved.checkpoint.id }, model: saved };
      }),
    );
    refuseTooMany(ready, { to: settings.to, others, kept: { facts: clip.facts, settings } });
    const room = conversionRoom({ facts: clip.facts, sizeBytes: clip.sizeBytes, settings });
    await files.requireRoom(Math.max(0, room - keptBytes));
    const withOthers = { ...settings, otherFaces: others.map(({ face }) => face) };
    return { model: ready, clip, personIds, settings: withOthers, others };
  };
};

const withSavedState = async (
  { store }: StudioContext,
  run: RunRecord,
  checkpointId: string | undefined,
): Promise<ReadyRun> => {
  const checkpoints = await store.runs.checkpointsOf(run.id);
  const standing = checkpoints.filter((each) => !isLeft(run.branches, each));
  const checkpoint = checkpointId === undefined ? checkpointToUse(standing) : askedFor(checkpoints, checkpointId);
  if (!checkpoint) throw untrained(run.id);
  return { kind: 'run', run, checkpoint, isBest: checkpoint === bestCheckpoint(usableCheckpoints(standing)) };
};

/** Where the one that was named is gone or damaged, the best. */
const withSavedStateOrBest = async (context: StudioContext, run: RunRecord, checkpointId: string | null) => {
  const checkpoints = await context.store.runs.checkpointsOf(run.id);
  const named = checkpoints.find(({ id, fault }) => id === checkpointId && fault === null);
  return withSavedState(context, run, named?.id);
};

/** @throws StudioError memory_short where the models together would not fit; one alone is let through as ever */
const refuseTooMany = (
  model: ReadyModel,
  { to, others, kept }: { to: Side; others: readonly OtherModel[]; kept: Parameters<typeof conversionMemory>[1] },
): void => {
  if (others.length === 0) return;
  const drawers = [...(model.kind === 'run' ? [{ face: { to }, model }] : []), ...others];
  const neededBytes = conversionMemory(
    drawers.map(({ face, model: { run } }) => ({
      runId: run.id,
      architecture: run.settings.architecture,
      to: face.to,
    })),
    kept,
  );
  const freeBytes = process.availableMemory();
  if (neededBytes <= freeBytes) return;
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  throw new StudioError(
    'memory_short',
    `So many models would take ${gigabytes(neededBytes)} GB of memory, and ${gigabytes(freeBytes)} GB are free. Give fewer people another pair.`,
    { facts: { neededBytes, freeBytes } },
  );
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

/** `to: b` puts B's face where A's is, so the clip has to show A. A model of others draws nobody but B. */
const refuseWrongPerson = (model: ConversionModel, clip: ClipRecord, to: ConversionSettings['to']): void => {
  if (model.kind === 'dfm' && to === 'a')
    throw new StudioError('bad_request', 'A model of others draws one person alone: `to` is `b`.', { facts: { to } });
  const { a, b } = pairOf(model, clip);
  if (clip.personId === (to === 'b' ? a : b)) return;
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
const refuseMissingMask = (model: ConversionModel, mask: SwapMaskChoice | undefined): void => {
  if (mask !== 'learned' && mask !== 'both') return;
  if (model.kind === 'dfm' || drawsMask(model)) return;
  const { architecture } = model.run.settings;
  throw new StudioError('bad_request', 'This model draws no mask: choose the outline of the landmarks.', {
    facts: { architecture, mask },
  });
};

const drawsMask = ({ run }: Extract<ConversionModel, { readonly kind: 'run' }>): boolean =>
  modelShape(architectureNamed(architectures, run.settings.architecture)).drawsMask;
