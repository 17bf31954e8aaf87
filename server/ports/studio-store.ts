/**
 * What the studio remembers, as plain records by noun. One process writes; a method is one transaction.
 * Instants are ISO 8601 in UTC. Lists come oldest first unless said otherwise. Reading an unknown id gives undefined;
 * what it means that something is missing is the caller's rule.
 */
import type { HeldOutRule } from '#core/autoencoder/held-out.ts';
import type { ClipKind, ClipSampling, ClipState, VideoFacts } from '#core/contract/clip.ts';
import type {
  ConversionJitter,
  ConversionSettings,
  ConversionState,
  UsedCheckpoint,
} from '#core/contract/conversion.ts';
import type { FaceCounts, FaceRow, FaceState } from '#core/contract/face.ts';
import type { EditHistory, EditView, FaceEditKind, FrameRange } from '#core/contract/face-edit.ts';
import type { FaceQuery, FaceSummary } from '#core/contract/face-query.ts';
import type { FaceIdentity, FoundFaceRecord, JobState, JobView, ListedJobKind } from '#core/contract/jobs.ts';
import type { LookPreset } from '#core/contract/look-preset.ts';
import type { StoredModel } from '#core/contract/model-card.ts';
import type { ConsentView } from '#core/contract/person.ts';
import type {
  CheckpointFault,
  CheckpointKind,
  PauseReason,
  ResumeNote,
  RunBranch,
  RunSettings,
  RunState,
  ShownSet,
  Side,
} from '#core/contract/run.ts';
import type { RunLogEntry } from '#core/contract/run-log.ts';
import type { MeasureTable } from '#core/dataset/coverage-table.ts';
import type { DfmModelStore } from '#server/ports/dfm-model-store.ts';
import type { LinkStore } from '#server/ports/link-store.ts';

export interface PersonRecord {
  readonly id: string;
  readonly name: string;
  readonly hasReference: boolean;
  readonly createdAt: string;
}

export type ConsentRecord = ConsentView;

export interface ClipRecord {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly state: ClipState;
  /** Of the kept source file, without the dot. */
  readonly extension: string;
  readonly sizeBytes: number;
  readonly sha256: string | null;
  readonly facts: VideoFacts | null;
  readonly playable: boolean;
  readonly kind: ClipKind;
  readonly linkedPath: string | null;
  readonly sourceUrl: string | null;
  readonly hasProxy: boolean;
  readonly sampling: ClipSampling;
  readonly excluded: readonly FrameRange[];
  /** Mean descriptor of the person's own face in this clip, unit length. */
  readonly descriptor: readonly number[] | null;
  readonly extractedAt: string | null;
  readonly createdAt: string;
}

/** An identity met in a person's clips. */
export interface ClusterRecord {
  readonly id: string;
  readonly personId: string;
  /** What a human said of it; null = nothing yet. */
  readonly isPerson: boolean | null;
  /** Mean of its faces, unit length. */
  readonly descriptor: readonly number[];
}

/** What may be changed of a face, beside its shape. */
export interface FaceValues extends Readonly<Omit<FaceRow, 'id' | 'clipId'>> {
  /** A human set the state: a new extraction keeps it. */
  readonly decided: boolean;
}

export interface FaceShape {
  /** In frame pixels. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  /** Frame -> crop: [a, b, tx, ty]. */
  readonly similarity: readonly number[];
  /** 468 points as x, y pairs in frame pixels; kept to 0.03 px in a 4K frame. */
  readonly mesh: readonly number[];
  /** Unit length; kept so that a likeness moves by less than 0.002. */
  readonly descriptor: readonly number[];
}

export interface AddedFace extends FaceValues, FaceShape {
  readonly id: string;
  readonly clipId: string;
}

/** All that one edit changes. The store notes what was before. A face is named once in `faces`. */
export interface FaceChanges {
  /** These faces get these values. */
  readonly faces?: readonly { readonly ids: readonly string[]; readonly set: Partial<FaceValues> }[];
  readonly shapes?: readonly (FaceShape & { readonly id: string })[];
  readonly added?: readonly AddedFace[];
  /** New ones and changed ones. */
  readonly clusters?: readonly Omit<ClusterRecord, 'personId'>[];
  readonly goneClusters?: readonly string[];
  readonly excluded?: readonly { readonly clipId: string; readonly ranges: readonly FrameRange[] }[];
}

/** An edit done, undone or redone, and the clips whose faces it changed. */
export interface FaceEditDone {
  readonly edit: EditView;
  readonly clipIds: readonly string[];
}

export interface FacePlace {
  readonly id: string;
  readonly clipId: string;
  readonly personId: string;
  readonly state: FaceState;
  readonly frameIndex: number;
  readonly track: number;
  readonly pictureVersion: number;
}

export interface ClusterFace {
  readonly id: string;
  readonly clipId: string;
  readonly track: number;
  readonly state: FaceState;
  readonly decided: boolean;
}

export interface FaceFilter {
  readonly personId: string;
  readonly state?: FaceState;
  readonly clipId?: string;
}

export interface PairRecord {
  readonly id: string;
  readonly personAId: string;
  readonly personBId: string;
  readonly createdAt: string;
}

export interface StoredError {
  readonly code: string;
  readonly message: string;
}

export interface RunRecord {
  readonly id: string;
  readonly pairId: string;
  readonly personAId: string;
  readonly personBId: string;
  readonly settings: RunSettings;
  readonly state: RunState;
  readonly jobId: string | null;
  readonly iteration: number;
  readonly lossA: number | null;
  readonly lossB: number | null;
  readonly imagesPerSecond: number | null;
  readonly trainedSeconds: number;
  readonly previewIteration: number | null;
  readonly error: StoredError | null;
  readonly createdAt: string;
  /** By which each side's faces are never trained on; null before the first start. */
  readonly heldOut: Readonly<Record<Side, HeldOutRule | null>> | null;
  readonly pausedFor: PauseReason | null;
  readonly resumed: ResumeNote | null;
  /** Oldest first; one is added when other faces are to be shown. */
  readonly previewBranch: number;
  /** Oldest first. */
  readonly branches: readonly RunBranch[];
  readonly shownSets: readonly ShownSet[];
  /** null for what was trained here. */
  readonly imported: StoredModel | null;
}

export interface CheckpointRecord {
  readonly id: string;
  readonly runId: string;
  readonly branch: number;
  readonly iteration: number;
  /** Inside the run's checkpoints folder. */
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly trainedSeconds: number;
  readonly createdAt: string;
  readonly kind: CheckpointKind;
  readonly name: string | null;
  readonly heldOutError: number | null;
  readonly fault: CheckpointFault | null;
}

/** Made with a saved state of a run, or with a model of others: one of the two is named. */
export interface ConversionRecord {
  readonly id: string;
  readonly runId: string | null;
  readonly modelId: string | null;
  readonly clipId: string;
  readonly settings: ConversionSettings;
  readonly state: ConversionState;
  readonly jobId: string | null;
  /** Of the run's saved state. */
  readonly iteration: number | null;
  readonly checkpoint: UsedCheckpoint | null;
  readonly frames: { readonly written: number; readonly swapped: number } | null;
  readonly jitter: ConversionJitter | null;
  readonly sizeBytes: number | null;
  readonly seconds: number | null;
  readonly error: StoredError | null;
  readonly createdAt: string;
}

export interface JobRecord {
  readonly id: string;
  readonly kind: ListedJobKind;
  readonly state: JobState;
  readonly title: string;
  readonly subject: JobView['subject'];
  readonly error: StoredError | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

type Changes<Row> = Partial<Omit<Row, 'id' | 'createdAt'>>;

export interface PersonStore {
  insert(person: PersonRecord): Promise<void>;
  read(id: string): Promise<PersonRecord | undefined>;
  list(): Promise<PersonRecord[]>;
  update(id: string, changes: Changes<PersonRecord>): Promise<void>;
  /** With everything that hangs on the person: consents, clips, faces, pairs, runs, conversions. */
  remove(id: string): Promise<void>;
}

export interface ConsentStore {
  insert(consent: ConsentRecord): Promise<void>;
  listOf(personId: string): Promise<ConsentRecord[]>;
  withdraw(id: string, withdrawnAt: string): Promise<void>;
}

export interface ClipStore {
  insert(clip: ClipRecord): Promise<void>;
  read(id: string): Promise<ClipRecord | undefined>;
  list(filter: { readonly personId?: string; readonly state?: ClipState }): Promise<ClipRecord[]>;
  update(id: string, changes: Changes<ClipRecord>): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface FaceStore {
  /** Keeps faces of an extraction under way where nobody sees them yet. */
  stage(options: {
    readonly attempt: string;
    readonly clipId: string;
    readonly personId: string;
    readonly faces: readonly FoundFaceRecord[];
  }): Promise<void>;
  /** Whose the staged faces are; unknown ids are left out. */
  identify(attempt: string, identities: readonly FaceIdentity[]): Promise<void>;
  /**
   * The staged faces take the place of those the clip had, except of faces edited by hand, which stay; a staged face that
   * covers one of these is dropped. A state that a human decided goes over to the new face at its place. Gives the ids of
   * the faces that are gone.
   */
  publish(options: {
    readonly attempt: string;
    readonly clipId: string;
    readonly descriptor: readonly number[] | null;
    readonly extractedAt: string;
    readonly clusters: readonly Omit<ClusterRecord, 'isPerson'>[];
  }): Promise<{ readonly gone: readonly string[] }>;
  /** Forgets what was staged: of one extraction, or of all that did not end. */
  dropStaged(attempt?: string): Promise<void>;
  clusters(personId: string): Promise<(ClusterRecord & { readonly faceCount: number })[]>;
  /** By clip, then frame. */
  clusterFaces(personId: string, clusterId: string): Promise<ClusterFace[]>;
  /** Of each cluster a few faces to know it by, of as many tracks as there are, the sharpest first; in one clip where it is named. */
  clusterSamples(options: {
    readonly personId: string;
    readonly count: number;
    readonly clipId?: string;
  }): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Near-duplicates of a person's faces, each with the better face. */
  twins(personId: string): Promise<{ readonly id: string; readonly twinOf: string }[]>;
  /** The mean descriptor of a clip's kept faces, unit length; undefined where there are none. */
  meanOfKept(clipId: string): Promise<Float32Array | undefined>;
  /** How alike each of a person's faces is to this face is measured anew. */
  measureLikeness(personId: string, to: ArrayLike<number>): Promise<void>;
  /** Ids of all that match, in order. */
  search(query: FaceQuery): Promise<string[]>;
  summary(query: FaceQuery): Promise<FaceSummary>;
  /** In the order asked for; unknown ids are left out. */
  rows(ids: readonly string[]): Promise<FaceRow[]>;
  shape(id: string): Promise<FaceShape | undefined>;
  /** Where faces lie in their frames, in order; unknown ids are left out. */
  meshes(ids: readonly string[]): Promise<(Pick<FaceShape, 'similarity' | 'mesh'> & { readonly id: string })[]>;
  /** Of each id, in order; unknown ids are left out. */
  descriptors(ids: readonly string[]): Promise<{ readonly id: string; readonly descriptor: Float32Array }[]>;
  place(id: string): Promise<FacePlace | undefined>;
  /** By clip, then frame. */
  places(filter: FaceFilter): Promise<FacePlace[]>;
  /** Faces of a clip whose pictures are needed: those there are, and those that a redo would bring back. */
  pictured(clipId: string): Promise<ReadonlySet<string>>;
  /** Changes faces of one person and notes it in their journal, which forgets what was undone. Unknown ids are left out. */
  edit(options: {
    readonly id: string;
    readonly personId: string;
    readonly kind: FaceEditKind;
    readonly at: string;
    readonly changes: FaceChanges;
  }): Promise<FaceEditDone>;
  /** The newest edit that stands; faces that are gone meanwhile stay gone. */
  undo(personId: string): Promise<FaceEditDone | undefined>;
  /** The oldest edit that was undone. */
  redo(personId: string): Promise<FaceEditDone | undefined>;
  history(personId: string): Promise<EditHistory>;
  countsOfPerson(personId: string): Promise<FaceCounts>;
  countsOfClip(clipId: string): Promise<FaceCounts>;
  /** Of a person's faces, or of those of one clip, in every state; by clip, then frame. */
  measures(filter: Pick<FaceFilter, 'personId' | 'clipId'>): Promise<MeasureTable>;
  /** The kept face most like the person. */
  portraitOf(personId: string): Promise<string | null>;
}

export interface RunStore {
  /** The pair of the two, made when first asked for. */
  pairOf(options: {
    readonly personAId: string;
    readonly personBId: string;
    readonly id: string;
    readonly createdAt: string;
  }): Promise<PairRecord>;
  /** With the checkpoint it has from the beginning, if any. */
  insert(run: RunRecord, checkpoint?: CheckpointRecord): Promise<void>;
  read(id: string): Promise<RunRecord | undefined>;
  /** Newest first. */
  list(filter?: { readonly personId?: string; readonly states?: readonly RunState[] }): Promise<RunRecord[]>;
  update(id: string, changes: Changes<Omit<RunRecord, 'pairId' | 'personAId' | 'personBId'>>): Promise<void>;
  remove(id: string): Promise<void>;
  insertCheckpoint(checkpoint: CheckpointRecord): Promise<void>;
  /** Newest iteration first. */
  checkpointsOf(runId: string): Promise<CheckpointRecord[]>;
  updateCheckpoint(id: string, changes: Changes<Pick<CheckpointRecord, 'kind' | 'name' | 'fault'>>): Promise<void>;
  removeCheckpoints(ids: readonly string[]): Promise<void>;
  /** undefined where the run is gone. */
  addToLog(runId: string, entry: Omit<RunLogEntry, 'seq'>): Promise<RunLogEntry | undefined>;
  /** Oldest first. */
  logOf(runId: string): Promise<RunLogEntry[]>;
}

export interface ConversionStore {
  insert(conversion: ConversionRecord): Promise<void>;
  read(id: string): Promise<ConversionRecord | undefined>;
  /** Newest first. */
  list(filter?: {
    readonly runId?: string;
    readonly modelId?: string;
    readonly clipId?: string;
    readonly states?: readonly ConversionState[];
  }): Promise<ConversionRecord[]>;
  update(id: string, changes: Changes<ConversionRecord>): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface LookPresetStore {
  insert(preset: LookPreset): Promise<void>;
  /** Oldest first. */
  list(): Promise<LookPreset[]>;
  /** False where there is none of this id. */
  remove(id: string): Promise<boolean>;
}

export interface JobStore {
  insert(job: JobRecord): Promise<void>;
  read(id: string): Promise<JobRecord | undefined>;
  /** Those not ended yet, then the latest ended ones up to `endedLimit`; newest first. */
  list(options: { readonly endedLimit: number }): Promise<JobRecord[]>;
  active(): Promise<JobRecord[]>;
  update(id: string, changes: Changes<JobRecord>): Promise<void>;
}

export interface StudioStore {
  readonly persons: PersonStore;
  readonly consents: ConsentStore;
  readonly clips: ClipStore;
  readonly links: LinkStore;
  readonly faces: FaceStore;
  readonly runs: RunStore;
  readonly conversions: ConversionStore;
  readonly dfmModels: DfmModelStore;
  readonly lookPresets: LookPresetStore;
  readonly jobs: JobStore;
  close(): Promise<void>;
}
