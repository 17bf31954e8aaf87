/** Checkpoints of a run in its folder and in the store: which are kept, which is the newest that is right, and the way back to one. */
import { StudioError } from '#core/contract/errors.ts';
import type { CheckpointFault, ResumeNote, RunBranch } from '#core/contract/run.ts';
import { type CurveColumns, indexOfIteration } from '#core/studio/curve-columns.ts';
import { keptCheckpoints } from '#core/studio/kept-checkpoints.ts';
import { type BranchPlace, isLeft } from '#core/studio/run-branches.ts';
import type { CheckpointRecord, RunRecord } from '#server/ports/studio-store.ts';
import { previewPlaces } from './run-previews.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

/** A checkpoint is in the store once it was read back from the disk: only then do older ones go. */
export const sortCheckpoints = async (
  context: StudioContext,
  { runId, keep }: { readonly runId: string; readonly keep: number },
): Promise<void> => {
  const { store } = context;
  const isInUse = await usedByConversions({ store }, runId);
  // What the run has left is kept as it was: the room for newer ones is taken from those of the run as it stands.
  const all = await store.runs.checkpointsOf(runId);
  const checkpoints = await standingCheckpoints({ store }, runId);
  const { kinds, old } = keptCheckpoints(checkpoints, keep);
  for (const { id, kind } of checkpoints) {
    const now = kinds.get(id);
    if (now && now !== kind) await store.runs.updateCheckpoint(id, { kind: now });
  }
  const standing = new Set(checkpoints.map(({ id }) => id));
  const useless = kinds.size > 0 ? all.filter(({ id, fault }) => fault !== null && !standing.has(id)) : [];
  const going = [...old, ...useless].filter((checkpoint) => !isInUse(checkpoint));
  await drop(context, { runId, all, going });
};

/** One that is not wanted any more. @throws StudioError not_found, job_state where the training or a conversion needs it */
export const removeCheckpoint = async (context: StudioContext, runId: string, checkpointId: string): Promise<void> => {
  const all = await context.store.runs.checkpointsOf(runId);
  const checkpoint = found(
    all.find(({ id }) => id === checkpointId),
    'checkpoint',
  );
  const { iteration } = checkpoint;
  const newest = (await standingCheckpoints(context, runId)).find(({ fault }) => fault === null);
  if (newest?.id === checkpointId)
    throw new StudioError('job_state', 'The training goes on from this saved state: it stays.', {
      facts: { iteration },
    });
  if ((await usedByConversions(context, runId))(checkpoint))
    throw new StudioError('job_state', 'A conversion is drawn with this saved state.', { facts: { iteration } });
  await drop(context, { runId, all, going: [checkpoint] });
};

/** By those that are yet to be drawn: with the run itself, or with it for the face of another in the clip. */
const usedByConversions = async (
  { store }: Pick<StudioContext, 'store'>,
  runId: string,
): Promise<(checkpoint: CheckpointRecord) => boolean> => {
  const converting = await store.conversions.list({ states: ['queued', 'running'] });
  const own = new Set(converting.filter((conversion) => conversion.runId === runId).map(({ iteration }) => iteration));
  const forOthers = new Set(
    converting.flatMap(({ settings }) => settings.otherFaces.map(({ checkpointId }) => checkpointId)),
  );
  return ({ id, iteration }) => own.has(iteration) || forOthers.has(id);
};

interface Dropping {
  readonly runId: string;
  readonly all: readonly CheckpointRecord[];
  readonly going: readonly CheckpointRecord[];
}

/** The row goes first: a file without a row is tidied at the next start, a row without a file would promise a resume. */
const drop = async ({ store, files }: StudioContext, { runId, all, going }: Dropping): Promise<void> => {
  const ids = new Set(going.map(({ id }) => id));
  const keptNames = new Set(all.filter(({ id }) => !ids.has(id)).map(({ fileName }) => fileName));
  await store.runs.removeCheckpoints([...ids]);
  for (const { fileName } of going)
    if (!keptNames.has(fileName)) await files.remove(files.paths.checkpoint(runId, fileName));
};

/** Those of the run as it stands, newest first: without those of stretches that it has left. */
export const standingCheckpoints = async (
  { store }: Pick<StudioContext, 'store'>,
  runId: string,
): Promise<CheckpointRecord[]> => {
  const branches = (await store.runs.read(runId))?.branches ?? [];
  return (await store.runs.checkpointsOf(runId)).filter((checkpoint) => !isLeft(branches, checkpoint));
};

/** Files that no row names: half of one, or one of which the studio never heard. */
export const dropStrayCheckpoints = async ({ store, files }: StudioContext, runId: string): Promise<void> => {
  const folder = `${files.paths.run(runId)}/checkpoints`;
  const known = new Set((await store.runs.checkpointsOf(runId)).map(({ fileName }) => fileName));
  for (const name of await files.names(folder)) if (!known.has(name)) await files.remove(`${folder}/${name}`);
};

export interface FoundCheckpoint {
  /** The newest that is right. */
  readonly checkpoint: CheckpointRecord | undefined;
  /** Newer ones, each with what is wrong with it. */
  readonly passedOver: ResumeNote['passedOver'];
}

/** Reads whole files, each as long as no right one is found; what is wrong with one is kept in its row. */
export const findCheckpoint = async (context: StudioContext, runId: string): Promise<FoundCheckpoint> => {
  const passedOver: { readonly iteration: number; readonly fault: CheckpointFault }[] = [];
  for (const checkpoint of await standingCheckpoints(context, runId)) {
    const fault = await faultOf(context, checkpoint);
    if (fault !== checkpoint.fault) await context.store.runs.updateCheckpoint(checkpoint.id, { fault });
    if (!fault) return { checkpoint, passedOver };
    passedOver.push({ iteration: checkpoint.iteration, fault });
  }
  return { checkpoint: undefined, passedOver };
};

/** null for a file that is right; reads all of it. */
export const faultOf = async (
  { files }: StudioContext,
  checkpoint: CheckpointRecord,
): Promise<CheckpointFault | null> => {
  const path = files.paths.checkpoint(checkpoint.runId, checkpoint.fileName);
  const sizeBytes = await files.sizeBytes(path);
  if (sizeBytes === undefined) return 'missing';
  if (sizeBytes < checkpoint.sizeBytes) return 'cut';
  return (await files.verify(path, checkpoint)) ? null : 'changed';
};

/** The run stands where the checkpoint does, and its curves end there; the note says so. What came after is left, and kept. */
export const goBack = async (
  context: StudioContext,
  run: RunRecord,
  { why, checkpoint, passedOver }: FoundCheckpoint & Pick<ResumeNote, 'why'>,
): Promise<ResumeNote> => {
  const { store, files, now } = context;
  const iteration = checkpoint?.iteration ?? 0;
  const reachedIteration = await reachedBy(context, run, iteration);
  const curve = await files.losses.read(run.id);
  const last = pointAt(curve, indexOfIteration(curve, iteration + 1) - 1);
  const at = now().toISOString();
  const left = reachedIteration > iteration ? [{ at, from: iteration, reached: reachedIteration }] : [];
  const branches = [...run.branches, ...left];
  const resumed = { at, why, iteration, reachedIteration, passedOver: [...passedOver] };
  await store.runs.update(run.id, {
    iteration,
    trainedSeconds: checkpoint?.trainedSeconds ?? 0,
    lossA: last.a,
    lossB: last.b,
    resumed,
    branches,
    ...newestPreview(await previewPlaces(context, run.id), branches),
  });
  // Cut here, the next start sets the rest aside.
  await files.losses.trim(run.id, iteration);
  await files.validation.trim(run.id, iteration);
  return resumed;
};

/** By its curve, its previews and its checkpoints: one of them may be told before another. */
const reachedBy = async (context: StudioContext, run: RunRecord, iteration: number): Promise<number> => {
  const curve = await context.files.losses.read(run.id);
  const { iteration: last } = pointAt(curve, curve.iteration.length - 1);
  const places = [...(await previewPlaces(context, run.id)), ...(await standingCheckpoints(context, run.id))];
  const standing = places.filter((place) => !isLeft(run.branches, place)).map((place) => place.iteration);
  return Math.max(iteration, last, ...standing);
};

const newestPreview = (places: readonly BranchPlace[], branches: readonly RunBranch[]) => {
  const newest = places.filter((place) => !isLeft(branches, place)).at(-1);
  return { previewIteration: newest?.iteration ?? null, previewBranch: newest?.branch ?? 0 };
};

const pointAt = (curve: CurveColumns, index: number) => ({
  iteration: curve.iteration[index] ?? 0,
  a: curve.a[index] ?? null,
  b: curve.b[index] ?? null,
});

/** Whoever asks for something that only a trained run has hears this. */
export const untrained = (runId: string): StudioError =>
  new StudioError('no_checkpoint', 'This run has no checkpoint yet. Train it for a while first.', { facts: { runId } });
