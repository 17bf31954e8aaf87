/** Runs: one training of a pair. Bodies and replies of the REST interface, and what sockets carry of it. */
import { z } from 'zod';
import { augmentation } from './augmentation.ts';
import { importedModel } from './model-card.ts';
import { runSettings, shownFacesWish } from './run-settings.ts';
import { lossSettings, scheduleSettings } from './training-recipe.ts';
import { withoutDefaults } from './without-defaults.ts';

export type { Precision, RunSettings, ShownFacesWish, Side, WantedPrecision } from './run-settings.ts';
export { mostShownFaces, precision, runSettings, shownFacesWish, side, wantedPrecision } from './run-settings.ts';
export type { HeldOutError, LossPoint, ValidationPoint } from './training-points.ts';
export { heldOutError, lossPoint, validationPoint } from './training-points.ts';

/**
 * draft -> queued -> running <-> paused -> stopped | completed | failed; stopped, completed and failed may start again.
 * imported: came in as a file, without the optimiser's state; it converts, is begun with and shared, but never trained on.
 */
export const runState = z.enum(['draft', 'queued', 'running', 'paused', 'stopped', 'completed', 'failed', 'imported']);
export type RunState = z.infer<typeof runState>;

/** Why a run is paused: somebody asked, or the disk is full, and it goes on by itself when there is room. */
export const pauseReason = z.enum(['asked', 'disk-full']);
export type PauseReason = z.infer<typeof pauseReason>;

export const runCommand = z.enum(['start', 'pause', 'resume', 'stop', 'preview', 'checkpoint']);
export type RunCommand = z.infer<typeof runCommand>;

/** The newest few are kept, the one with the least error of held-out faces, and for ever those that somebody named. */
export const checkpointKind = z.enum(['automatic', 'best', 'snapshot']);
export type CheckpointKind = z.infer<typeof checkpointKind>;

/** What was wrong with its file when a run was to go on from it: gone, shorter than it was written, or other bytes. */
export const checkpointFault = z.enum(['missing', 'cut', 'changed']);
export type CheckpointFault = z.infer<typeof checkpointFault>;

/** From where a run went on anew, leaving what it had trained after that. Branch 1 is the first of a run's list. */
export const runBranch = z.object({
  at: z.iso.datetime(),
  /** The newest iteration it shares with what was left. */
  from: z.int(),
  /** How far it had come. */
  reached: z.int(),
});
export type RunBranch = z.infer<typeof runBranch>;

export const checkpointView = z.object({
  id: z.string(),
  /** 0 until the run first went back. */
  branch: z.int(),
  iteration: z.int(),
  /** The run went back to before it; it is kept, and can be converted with. */
  isLeft: z.boolean(),
  sizeBytes: z.int(),
  kind: checkpointKind,
  name: z.string().nullable(),
  /** 1 - SSIM of the faces held out, the mean of both sides; null where none were. */
  heldOutError: z.number().nullable(),
  fault: checkpointFault.nullable(),
  createdAt: z.iso.datetime(),
});
export type CheckpointView = z.infer<typeof checkpointView>;

/** A name keeps it for ever; null leaves it to the others' rule. */
export const nameCheckpoint = z.object({ name: z.string().trim().min(1).max(80).nullable() });
export type NameCheckpoint = z.infer<typeof nameCheckpoint>;

/** From where a run went on when it was last started, or where it went back to by itself. */
export const resumeNote = z.object({
  at: z.iso.datetime(),
  why: z.enum(['started', 'diverged', 'asked']),
  /** Of the checkpoint; 0 = from the beginning. */
  iteration: z.int(),
  /** How far the run had come. */
  reachedIteration: z.int(),
  /** Newer checkpoints that could not be used. */
  passedOver: z.array(z.object({ iteration: z.int(), fault: checkpointFault })),
});
export type ResumeNote = z.infer<typeof resumeNote>;

/** What a face in a preview is to the model that draws it. */
export const shownFace = z.object({
  id: z.string(),
  /** Never trained on. */
  isHeldOut: z.boolean(),
  /** Of the clip one means to convert. */
  isOfClip: z.boolean(),
});
export type ShownFace = z.infer<typeof shownFace>;

/** The faces that previews show from some iteration on, in the order in which they are drawn; kept for ever, so that previews can be compared. */
export const shownSet = z.object({
  wish: shownFacesWish,
  /** Of the run when it was chosen. */
  branch: z.int().default(0),
  /** Previews of later iterations show them; those up to this one show the set before. */
  afterIteration: z.int(),
  a: z.array(shownFace),
  b: z.array(shownFace),
});
export type ShownSet = z.infer<typeof shownSet>;

export const runView = z.object({
  id: z.string(),
  pairId: z.string(),
  personA: z.object({ id: z.string(), name: z.string(), keptFaces: z.int() }),
  personB: z.object({ id: z.string(), name: z.string(), keptFaces: z.int() }),
  settings: runSettings,
  state: runState,
  /** Said while it is paused. */
  pausedFor: pauseReason.nullable(),
  resumed: resumeNote.nullable(),
  jobId: z.string().nullable(),
  iteration: z.int(),
  lossA: z.number().nullable(),
  lossB: z.number().nullable(),
  /** Faces of both sides trained on in a second; null until measured. */
  imagesPerSecond: z.number().nullable(),
  /** Share of the time in which the engine waits for faces to train on; null while it does not train. */
  waitingShare: z.number().nullable(),
  trainedSeconds: z.number(),
  /** Iteration of the newest preview; its picture is at /api/runs/{id}/previews/{iteration}. */
  previewIteration: z.int().nullable(),
  previewBranch: z.int(),
  /** Oldest first. */
  branches: z.array(runBranch),
  /** Oldest first. Previews from before the first show faces of which nothing is known. */
  shownSets: z.array(shownSet),
  checkpoints: z.array(checkpointView),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** The file it came in as; null for what was trained here. */
  imported: importedModel.nullable(),
  createdAt: z.iso.datetime(),
});
export type RunView = z.infer<typeof runView>;

export const createRun = z.object({
  personAId: z.string(),
  personBId: z.string(),
  /** What is left out is what suits the architecture. */
  settings: withoutDefaults(runSettings).default({}),
});
export type CreateRun = z.infer<typeof createRun>;

const previewPlace = z.object({ branch: z.int(), iteration: z.int() });
export type PreviewPlace = z.infer<typeof previewPlace>;

/** Previews that are kept, each list in the order in which they were drawn: of the run as it stands, and what it has left. */
export const previewList = z.object({ previews: z.array(previewPlace), left: z.array(previewPlace) });
export type PreviewList = z.infer<typeof previewList>;

/** What may change after a run was begun. Whatever shapes the weights or the optimiser's state stays as it was. */
export const changeRun = z
  .strictObject({
    batchSize: runSettings.shape.batchSize.unwrap(),
    learningRate: runSettings.shape.learningRate.unwrap(),
    schedule: scheduleSettings,
    losses: lossSettings,
    augmentation,
    maxIterations: runSettings.shape.maxIterations.unwrap(),
    maxMinutes: runSettings.shape.maxMinutes.unwrap(),
    previewEvery: runSettings.shape.previewEvery.unwrap(),
    shownFaces: shownFacesWish,
    checkpointEverySeconds: runSettings.shape.checkpointEverySeconds.unwrap(),
  })
  .partial();
export type ChangeRun = z.infer<typeof changeRun>;
