/** Jobs: what a worker process is asked to do, what it says while it works, and how a job looks from outside. */
import { z } from 'zod';
import { clipKind, clipSampling, videoFacts } from '#core/contract/clip.ts';
import { exportSettings } from '#core/contract/conversion-export.ts';
import { convertVideoPayload, convertVideoResult, mesh, similarity } from '#core/contract/conversion-job.ts';
import { datasetSource } from '#core/contract/dataset.ts';
import { dfmFacts } from '#core/contract/dfm-model.ts';
import { faceQuality, faceState } from '#core/contract/face.ts';
import { frameRange } from '#core/contract/face-edit.ts';
import { measuredTraining } from '#core/contract/forecast.ts';
import { jobProgress } from '#core/contract/job-progress.ts';
import { linkChecked, linkTarget } from '#core/contract/link.ts';
import { lookPick } from '#core/contract/look-pick.ts';
import { measureLooksPayload } from '#core/contract/measure-looks.ts';
import { cardToWrite, keptCard } from '#core/contract/model-card.ts';
import { pauseReason, runSettings, shownFace, side, validationPoint } from '#core/contract/run.ts';
import { runOpened } from '#core/contract/run-log.ts';
import { partKind } from '#core/contract/training-recipe.ts';

const box = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });

const shownCrop = shownFace.omit({ id: true }).extend({ path: z.string() });

/** How a human set a face: by its crop, its landmarks, or a box around one that was missed. Frame pixels. */
export const faceFix = z.discriminatedUnion('by', [
  z.object({ by: z.literal('crop'), similarity, mesh }),
  z.object({ by: z.literal('landmarks'), mesh }),
  z.object({ by: z.literal('box'), box }),
]);
export type FaceFix = z.infer<typeof faceFix>;

/** The payloads name files by absolute path: a worker has no database. */
export const jobPayloads = {
  'check-links': z.object({
    /** Where the picture of each is written, where it has one. */
    links: z.array(linkTarget.extend({ linkId: z.string(), thumbnailPath: z.string() })).min(1),
  }),
  'download-clip': z.object({
    linkId: z.string(),
    target: linkTarget,
    /** The link's own: what an earlier try left there is gone on with. */
    folder: z.string(),
  }),
  'import-video': z.object({
    clipId: z.string(),
    /** Photos: `sourcePath` is the folder of a set. */
    clipKind,
    sourcePath: z.string(),
    thumbnailPath: z.string(),
    /** Where the time of every frame is written. */
    frameTimesPath: z.string(),
  }),
  'make-proxy': z.object({
    clipId: z.string(),
    sourcePath: z.string(),
    facts: videoFacts,
    proxyPath: z.string(),
  }),
  'extract-faces': z.object({
    clipId: z.string(),
    clipKind,
    /** A file, or the folder of a set of photos. */
    sourcePath: z.string(),
    facts: videoFacts,
    sampling: clipSampling,
    /** Times of its frames, by which a part of it is sought. */
    frameTimesPath: z.string().optional(),
    /** Frames not to be looked at. */
    excluded: z.array(frameRange),
    /** Crops are written here as `<faceId>.jpg`; the folder is this job's own until the result is taken. */
    facesFolder: z.string(),
    referencePath: z.string().nullable(),
    /** Descriptor of the person's own face from their other clips, so that all clips agree on who it is. */
    knownDescriptor: z.array(z.number()).nullable(),
    /** Identities met in the person's other clips, with their mean descriptors; new ones get ids of their own. */
    knownClusters: z.array(
      z.object({
        id: z.string(),
        descriptor: z.array(z.number()),
        faceCount: z.int(),
        /** What a human said of it; null = nothing yet. */
        isPerson: z.boolean().nullable(),
      }),
    ),
  }),
  'fix-face': z.object({
    clipId: z.string(),
    sourcePath: z.string(),
    facts: videoFacts,
    frameTimesPath: z.string().nullable(),
    frameIndex: z.int(),
    fix: faceFix,
    /** The new crop is written here. */
    cropPath: z.string(),
  }),
  'import-dataset': z.object({
    clipId: z.string(),
    zipPath: z.string(),
    /** Both are this job's own until the result is taken. */
    photosFolder: z.string(),
    facesFolder: z.string(),
    /** The person's own face from elsewhere. */
    knownDescriptor: z.array(z.number()).nullable(),
    /** The cluster that is the person, where there is one already. */
    clusterId: z.string(),
  }),
  'train-autoencoder': z.object({
    runId: z.string(),
    settings: runSettings,
    /** Aligned 256 px crops of kept faces. */
    facesA: z.array(z.string()).min(1),
    facesB: z.array(z.string()).min(1),
    /** Landmarks of A's faces, then of B's, in the same order, as `core/autoencoder/face-landmarks.ts` packs them. */
    landmarksPath: z.string(),
    /** Crops that previews show, with what they are to the model. */
    shownA: z.array(shownCrop),
    shownB: z.array(shownCrop),
    /** Crops that are only measured by. */
    heldOutA: z.array(z.string()),
    heldOutB: z.array(z.string()),
    /** Holds checkpoints/ and previews/. */
    runFolder: z.string(),
    resumeFrom: z.string().nullable(),
    /** Files of a place are named by it too: core/studio/run-branches.ts */
    branch: z.int(),
    /** Another run's saved state, whose weights a new run begins with. */
    startFrom: z.object({ checkpointPath: z.string(), parts: z.array(partKind) }).nullable(),
    /** Minutes trained before this start, so that a limit in minutes holds over resumes. */
    trainedSeconds: z.number(),
  }),
  'convert-video': convertVideoPayload,
  /** Some of the segments of a conversion, by name: several such jobs render it at once. */
  'convert-segments': convertVideoPayload.extend({ segments: z.array(z.string()).min(1), atOnce: z.int().positive() }),
  'export-conversion': z.object({
    conversionId: z.string(),
    /** Result alone, or original and result beside each other: `isPair`. */
    sourcePath: z.string(),
    isPair: z.boolean(),
    settings: exportSettings,
    /** Over each picture of the export, from the left. */
    captions: z.array(z.string()),
    outputPath: z.string(),
    /** This job's own: pictures lie in it until they are packed. */
    folder: z.string(),
    /** Written into the file's metadata. */
    marks: z.object({ title: z.string(), comment: z.string(), description: z.string() }),
  }),
  'export-model': z.object({
    runId: z.string(),
    checkpointPath: z.string(),
    architecture: z.string(),
    /** Whose face the model is to draw. */
    to: side,
    outputPath: z.string(),
    /** Written into the file. */
    metadata: z.record(z.string(), z.string()),
  }),
  /** Draws frames on being asked (core/contract/trial.ts) until nobody has asked for so long. */
  'try-conversion': z.object({ idleSeconds: z.number().positive() }),
  'measure-looks': measureLooksPayload,
  'measure-training': z.object({ settings: runSettings, seconds: z.number().positive() }),
  'share-model': z.object({
    runId: z.string(),
    checkpointPath: z.string(),
    card: cardToWrite,
    /** Previews to go with it. */
    pictures: z.array(z.object({ iteration: z.int(), path: z.string() })),
    outputPath: z.string(),
  }),
  'import-model': z.object({
    runId: z.string(),
    path: z.string(),
    /** The run's, to be: checkpoints/ and previews/ are written in it. This job's own until the result is taken. */
    runFolder: z.string(),
  }),
  'import-dfm': z.object({ modelId: z.string(), path: z.string() }),
} as const;

export { type JobProgress, jobProgress } from '#core/contract/job-progress.ts';

export type JobKind = keyof typeof jobPayloads;
export type JobPayload<Kind extends JobKind> = z.infer<(typeof jobPayloads)[Kind]>;
export const jobKind = z.enum([
  'check-links',
  'download-clip',
  'import-video',
  'make-proxy',
  'extract-faces',
  'fix-face',
  'import-dataset',
  'train-autoencoder',
  'convert-video',
  'convert-segments',
  'try-conversion',
  'export-conversion',
  'export-model',
  'measure-looks',
  'measure-training',
  'share-model',
  'import-model',
  'import-dfm',
]);

/** Those that have a row and are shown. Of measurements and of trials only who asked for them cares, of segments their conversion. */
export const listedJobKind = jobKind.exclude([
  'measure-looks',
  'measure-training',
  'try-conversion',
  'convert-segments',
]);
export type ListedJobKind = z.infer<typeof listedJobKind>;

/** A face as the worker reports it when it is found: what the database keeps beside the crop. */
export const foundFace = faceQuality.extend({
  id: z.string(),
  frameIndex: z.int(),
  timeSeconds: z.number(),
  /** Faces of one head through one shot share it, from 0 within the clip. */
  track: z.int(),
  box,
  /** 468 mesh points as x, y pairs in frame pixels. */
  mesh,
  /** Frame -> crop: [a, b, tx, ty] with x' = a x - b y + tx, y' = b x + a y + ty. */
  similarity,
  /** Unit length; of this face or of the nearest one measured in its track. */
  descriptor: z.array(z.number()),
  score: z.number(),
  sharpness: z.number(),
  sizePx: z.number(),
});
export type FoundFaceRecord = z.infer<typeof foundFace>;

/** What is measured of a face that a human set. */
export const fixedFace = foundFace.omit({ id: true, frameIndex: true, timeSeconds: true, track: true });
export type FixedFace = z.infer<typeof fixedFace>;

/** Whose a found face is: known only when all of a clip has been seen. */
export const faceIdentity = z.object({
  id: z.string(),
  state: faceState,
  likeness: z.number(),
  clusterId: z.string(),
  twinOf: z.string().nullable(),
});
export type FaceIdentity = z.infer<typeof faceIdentity>;

export const readPhoto = z.object({
  number: z.int(),
  sha256: z.string(),
  /** The code of the error by which it was left out; null = it is in. */
  refused: z.string().nullable(),
});
export type ReadPhoto = z.infer<typeof readPhoto>;

/** What each kind of job reports at its end. */
export const jobResults = {
  'check-links': z.object({ checked: z.int() }),
  'download-clip': z.object({ path: z.string(), title: z.string(), sha256: z.string(), sizeBytes: z.int() }),
  'import-video': z.object({
    facts: videoFacts,
    sha256: z.string(),
    sizeBytes: z.int(),
    playable: z.boolean(),
    /** What became of each photo of a set. */
    photos: z.array(readPhoto).optional(),
  }),
  'make-proxy': z.object({ sizeBytes: z.int() }),
  'extract-faces': z.object({
    framesRead: z.int(),
    faceCount: z.int(),
    /** Mean descriptor of the person's own face, unit length; null where the clip does not show them. */
    descriptor: z.array(z.number()).nullable(),
    /** Identities of this clip, known ones and new ones, with the mean descriptors they have after it. */
    clusters: z.array(z.object({ id: z.string(), descriptor: z.array(z.number()), faceCount: z.int() })),
  }),
  'fix-face': fixedFace.extend({ timeSeconds: z.number() }),
  'import-dataset': z.object({
    source: datasetSource,
    pictures: z.int(),
    skipped: z.object({ withoutFace: z.int(), unreadable: z.int() }),
    width: z.int(),
    height: z.int(),
    descriptor: z.array(z.number()),
  }),
  'train-autoencoder': z.object({ iteration: z.int(), reason: z.enum(['stopped', 'limit']) }),
  'convert-video': convertVideoResult,
  'convert-segments': z.object({
    /** False where the frames that were read are not those that an earlier try has read. */
    isRendered: z.boolean(),
    /** What earlier tries had taken that were gone on with. */
    earlierSeconds: z.number(),
  }),
  'export-conversion': z.object({ sizeBytes: z.int(), frames: z.int() }),
  'export-model': z.object({ sizeBytes: z.int() }),
  'try-conversion': z.object({ drawn: z.int() }),
  'measure-looks': lookPick,
  'measure-training': measuredTraining,
  'share-model': z.object({ sizeBytes: z.int() }),
  'import-model': z.object({
    /** Of the file that came in. */
    sha256: z.string(),
    card: keptCard,
    /** Of the checkpoint made of it. */
    checkpoint: z.object({ fileName: z.string(), sizeBytes: z.int(), sha256: z.string() }),
    previewIteration: z.int().nullable(),
  }),
  'import-dfm': dfmFacts,
} as const;
export type JobResult<Kind extends JobKind> = z.infer<(typeof jobResults)[Kind]>;

/** What a worker reports along the way, beside progress; the supervisor hands it to the services. */
export const jobNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link-checked'), linkId: z.string(), checked: linkChecked }),
  z.object({ kind: z.literal('faces'), faces: z.array(foundFace) }),
  z.object({ kind: z.literal('identities'), identities: z.array(faceIdentity) }),
  z.object({
    kind: z.literal('losses'),
    points: z.array(z.object({ iteration: z.int(), a: z.number(), b: z.number(), trainedSeconds: z.number() })),
    imagesPerSecond: z.number(),
    /** Of the newest of these points. */
    learningRate: z.number().optional(),
    /** Share of the time since the last report in which the engine waited for its data, 0 to 1. */
    waitingShare: z.number().optional(),
  }),
  /** A training is ready for its first step. */
  runOpened,
  z.object({ kind: z.literal('validation'), point: validationPoint }),
  z.object({ kind: z.literal('preview'), iteration: z.int(), path: z.string() }),
  z.object({
    kind: z.literal('checkpoint'),
    iteration: z.int(),
    path: z.string(),
    sizeBytes: z.int(),
    sha256: z.string(),
    trainedSeconds: z.number(),
    /** heldOutScore of core/autoencoder; null where no face is held out. */
    heldOutError: z.number().nullable(),
  }),
  z.object({ kind: z.literal('paused'), reason: pauseReason }),
  z.object({ kind: z.literal('resumed') }),
]);
export type JobNews = z.infer<typeof jobNews>;

/** What may be said to a worker while it works. Cancelling is a message too, then a signal. */
export const jobCommand = z.enum(['pause', 'resume', 'stop', 'preview', 'checkpoint']);
export type JobCommand = z.infer<typeof jobCommand>;

export const jobState = z.enum(['queued', 'running', 'paused', 'done', 'cancelled', 'failed']);
export type JobState = z.infer<typeof jobState>;

export const jobView = z.object({
  id: z.string(),
  kind: listedJobKind,
  state: jobState,
  /** What it works on, for a person: the clip's name, the pair's names. */
  title: z.string(),
  /** The page it belongs to. */
  subject: z.object({
    type: z.enum(['person', 'link', 'clip', 'run', 'conversion', 'model']),
    id: z.string(),
    personId: z.string().nullable(),
  }),
  progress: jobProgress.nullable(),
  /** Of two that wait, the one of the lower place begins first; null once it has ended. */
  place: z.int().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type JobView = z.infer<typeof jobView>;

/** Where a job that waits is put among those of its kind that wait too. */
export const moveJob = z.object({ to: z.enum(['first', 'earlier', 'later', 'last']) });
export type MoveJob = z.infer<typeof moveJob>;
