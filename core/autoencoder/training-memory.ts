/**
 * The memory that the process of a training holds at its most, told from the training's graph; of a processor, for a GPU
 * has memory of its own. `bench memory` holds it against real processes that take steps, draw and save.
 */
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import type { Precision } from '#core/contract/run.ts';
import { cropSize } from '#core/geometry/align-face.ts';
import { liveMemory } from '#core/graph/live-memory.ts';
import type { Architecture } from './architecture.ts';
import { allWeights, modelShape, parameterCount } from './architecture.ts';
import { architectures } from './architectures/registry.ts';
import { batchLengths } from './training-data.ts';
import { trainingSide } from './training-face.ts';
import type { GraphRecipe } from './training-graph.ts';
import { trainingGraph, trainingNames } from './training-graph.ts';

export interface MemoryOf extends Partial<GraphRecipe> {
  readonly architecture: ArchitectureName;
  /** Faces of each side in one step. */
  readonly batchSize: number;
  readonly precision: Precision;
  /** Faces of both sides that are trained on: all lie in memory. */
  readonly faces: number;
}

/** Bytes. */
export const trainingMemory = (of: MemoryOf): number => {
  const { batchSize, precision, faces } = of;
  const architecture = architectures[of.architecture];
  const { graph, usesRegions } = trainingGraph({ architecture, batchSize, precision, recipe: of });
  const { variableBytes, peakBytes, nodeCount } = liveMemory(graph, [trainingNames.loss('a'), trainingNames.loss('b')]);
  const batches = batchesInMemory * batchBytes(architecture, { batchSize, usesRegions });
  const pictures = faces * faceBytes(architecture);
  const process = baseBytes + nodeBytes * nodeCount + saveThreadBytes;
  const layouts = precision === 'bf16' ? layoutBytes * parameterCount(allWeights(architecture)) : 0;
  const variables = (1 + savedCopies) * variableBytes;
  return Math.ceil(process + overhead * peakBytes + variables + layouts + batches + pictures);
};

/**
 * What cannot be told from the graph, found by least squares over the peaks of eight real processes on two cores with AVX2
 * (swift at batch 16 and 128, studio 8 and 64, original 4 and 64, lightweight 8, quick96 4; in fp32 with the recipe that
 * suits each), and then held against others: swift at 8, 64 and 256, studio at 16 and 32, original at 16, lightweight
 * at 64 came within 3 %; dfl-h128 and liae-ud-128 at 4, iae at 8 within 5 %, df-ud-128 and dfaker-128 at 4 within 9 %;
 * original with clipped gradients and averaged weights is foretold 7 % too low, with Lion 10 %, with AdaBelief 11 % too high.
 * Node with its threads and the library; each node of the graph with its kernel; and what the library needs above what
 * lives: other layouts of weights and pictures, and memory that lies in pieces too small to be used again.
 */
const baseBytes = 468 * 2 ** 20;
const nodeBytes = 0.101 * 2 ** 20;
const overhead = 1.32;

/**
 * Of a weight in bf16: beside the graph's own the library keeps one as forward products want it and one for those of gradients.
 * Original at batch 4 holds some 300 MiB more in bf16 than in fp32.
 */
const layoutBytes = 2 * 2;

const savedCopies = 1;
/**
 * The thread that writes saves out of a copy of all variables: the middle of what thirteen processes held beyond that copy and
 * what the constants above, found without saves, foretell; with it they came within 10 %.
 */
const saveThreadBytes = 108 * 2 ** 20;

/** One that is trained on, two made ahead (`open-batch-feed.ts`). */
const batchesInMemory = 3;

const batchBytes = (
  architecture: Architecture,
  { batchSize, usesRegions }: { readonly batchSize: number; readonly usesRegions: boolean },
): number => {
  const sizes = { inputSize: architecture.faceSize, targetSize: modelShape(architecture).drawnSize };
  const { input, target, regions } = batchLengths({ ...sizes, batchSize });
  return 2 * Float32Array.BYTES_PER_ELEMENT * (input + target + (usesRegions ? regions : 0));
};

const faceBytes = (architecture: Architecture): number =>
  3 * trainingSide(cropSize, Math.max(architecture.faceSize, modelShape(architecture).drawnSize)) ** 2;
