/** What trains and runs the face autoencoder: one implementation a device, all with the same numbers. */
import type { Precision, Side } from '#core/contract/run.ts';
import type { TrainingRecipe } from '#core/contract/training-recipe.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';

export interface TrainerOptions {
  readonly architecture: string;
  /** Faces of each side in one step. */
  readonly batchSize: number;
  readonly precision: Precision;
  /** Of every step that is not given one of its own. */
  readonly learningRate: number;
  /** Seed of the initial weights, and of what the optimiser leaves to chance. */
  readonly seed: number;
  /** What is not said is done as the first programs did it. */
  readonly recipe?: Partial<Omit<TrainingRecipe, 'schedule'>>;
  /** Weights, optimiser moments and step counters of an earlier run: every tensor the trainer has, or none. */
  readonly state?: readonly NamedTensor[];
}

/** One side's batch, RGB in 0..1. */
export interface SideBatch {
  /** [batch, faceSize, faceSize, 3] */
  readonly input: Float32Array;
  /** [batch, targetSize, targetSize, 3] */
  readonly target: Float32Array;
  /** [batch, targetSize, targetSize, 2]: what is face, and what is eyes or mouth; only where `usesRegions`. */
  readonly regions?: Float32Array;
}

export interface StepLosses {
  readonly a: number;
  readonly b: number;
}

/** A model in training. `step` blocks the thread of its process. */
export interface AutoencoderTrainer extends Disposable {
  /** Side of the square face it takes, px. */
  readonly faceSize: number;
  /** Side of the square face it learns to draw, px. */
  readonly targetSize: number;
  /** Whether a step needs the regions of its faces. */
  readonly usesRegions: boolean;
  readonly parameterCount: number;
  /** One update of everything by a batch of each side; the losses are those before it. */
  step(
    batch: { readonly a: SideBatch; readonly b: SideBatch },
    options?: { readonly learningRate?: number },
  ): StepLosses;
  /** `faces` [count, size, size, 3] RGB in 0..1 -> the same shape, as this side's decoder draws them. */
  predict(options: { readonly faces: Float32Array; readonly count: number; readonly decoder: Side }): Float32Array;
  /**
   * Everything a resume needs: weights, optimiser moments, step counters. Each tensor is copied out when its `data` is
   * taken, so that saving needs one in memory, not all; take them between two steps.
   */
  readState(): NamedTensor[];
}

export interface PredictorOptions {
  readonly architecture: string;
  readonly precision: Precision;
  readonly decoder: Side;
  /** At least the weights of the encoder and of the asked decoder. */
  readonly state: readonly NamedTensor[];
}

/** A trained model ready to convert: weights fixed in the graph. */
export interface FacePredictor extends Disposable {
  readonly faceSize: number;
  /** `faces` [count, size, size, 3] RGB in 0..1 -> the same shape. */
  predict(options: { readonly faces: Float32Array; readonly count: number }): Float32Array;
}

export interface AutoencoderEngine {
  /** `CPU` or the name of the GPU. */
  readonly deviceName: string;
  openTrainer(options: TrainerOptions): AutoencoderTrainer;
  openPredictor(options: PredictorOptions): FacePredictor;
}
