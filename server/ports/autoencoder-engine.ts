/** What trains and runs the face autoencoder: one implementation a device, all with the same numbers. */
import type { Precision, Side, WantedPrecision } from '#core/contract/run.ts';
import type { PartKind, TrainingRecipe } from '#core/contract/training-recipe.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';

/** What was kept of another model. */
export interface BeginWith {
  readonly tensors: readonly NamedTensor[];
  /** Of these parts what fits is taken. */
  readonly parts: readonly PartKind[];
}

export interface TrainerOptions {
  readonly architecture: string;
  /** Faces of each side in one step. */
  readonly batchSize: number;
  readonly precision: WantedPrecision;
  /** Of every step that is not given one of its own. */
  readonly learningRate: number;
  /** Seed of the initial weights, and of what the optimiser leaves to chance. */
  readonly seed: number;
  /** What is not said is done as the first programs did it. */
  readonly recipe?: Partial<Omit<TrainingRecipe, 'schedule'>>;
  /** Weights to begin with, in the place of seeded ones; only where no state is given. */
  readonly beginWith?: BeginWith;
  /** Weights, optimiser moments and step counters of an earlier run: every tensor the trainer has, or none. */
  readonly state?: readonly NamedTensor[];
}

/** One side's batch, RGB in 0..1. */
export interface SideBatch {
  /** [batch, faceSize, faceSize, 3] */
  readonly input: Float32Array;
  /** [batch, drawnSize, drawnSize, 3] */
  readonly target: Float32Array;
  /** [batch, drawnSize, drawnSize, 2]: what is face, and what is eyes or mouth; only where `usesRegions`. */
  readonly regions?: Float32Array;
}

export interface StepLosses {
  readonly a: number;
  readonly b: number;
}

/** Faces as a model draws them. */
export interface DrawnFaces {
  /** [count, drawnSize, drawnSize, 3] RGB in 0..1. */
  readonly faces: Float32Array;
  /** [count, drawnSize, drawnSize, 1] in 0..1, where the model draws masks: where the face is. */
  readonly masks?: Float32Array;
}

/** A model in training. `step` blocks the thread of its process. */
export interface AutoencoderTrainer extends Disposable {
  /** Side of the square face it takes, px. */
  readonly faceSize: number;
  /** Side of the square face it draws, px. */
  readonly drawnSize: number;
  /** Whether a step needs the regions of its faces. */
  readonly usesRegions: boolean;
  readonly parameterCount: number;
  /** What it computes in: what was wanted, or what suits the machine. */
  readonly precision: Precision;
  /** One update of everything by a batch of each side; the losses are those before it. */
  step(
    batch: { readonly a: SideBatch; readonly b: SideBatch },
    options?: { readonly learningRate?: number },
  ): StepLosses;
  /** `faces` [count, faceSize, faceSize, 3] RGB in 0..1, drawn as this side. */
  predict(options: { readonly faces: Float32Array; readonly count: number; readonly decoder: Side }): DrawnFaces;
  /**
   * Everything a resume needs: weights, optimiser moments, step counters. Each tensor is copied out when its `data` is
   * taken, so that saving needs one in memory, not all; take them between two steps.
   */
  readState(): NamedTensor[];
}

export interface PredictorOptions {
  readonly architecture: string;
  readonly precision: WantedPrecision;
  readonly decoder: Side;
  /**
   * At least the weights through which a face passes to be drawn as this side. Their numbers go over to whoever draws: an
   * array that is given is empty afterwards.
   */
  readonly state: readonly NamedTensor[];
}

/** A trained model ready to convert: weights fixed in the graph. */
export interface FacePredictor extends Disposable {
  /** Side of the square face it takes, px. */
  readonly faceSize: number;
  /** Side of the square face it draws, px. */
  readonly drawnSize: number;
  /** How much of the whole-face crop's side, about its middle, it sees and draws. */
  readonly squareShare: number;
  /** `faces` [count, faceSize, faceSize, 3] RGB in 0..1, which must stay as they are until the promise is kept. */
  predict(options: {
    readonly faces: Float32Array;
    readonly count: number;
    /** How far towards the new face, 0 to 1; of no meaning to a model that cannot be told. */
    readonly morph?: number;
  }): Promise<DrawnFaces>;
}

export interface AutoencoderEngine {
  /** `CPU` or the names of the GPUs. */
  readonly deviceName: string;
  openTrainer(options: TrainerOptions): AutoencoderTrainer;
  openPredictor(options: PredictorOptions): FacePredictor;
}
