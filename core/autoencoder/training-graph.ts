/**
 * The whole of training as one graph: one joint step of both sides (forward, gradients, Adam), prediction by either
 * decoder at any batch, and the reading and writing of every variable. An engine only runs its named parts.
 *
 * The encoder runs once over both sides' faces and takes one update by the gradient of the sum of their losses. The
 * first programs took a step of A, then one of B: twice the runs of small batches, and twice Adam over the encoder.
 */
import type { Precision, Side } from '#core/contract/run.ts';
import type { AdamGroup } from '#core/graph/adam.ts';
import { adamGroup, adamVariables, applyAdam } from '#core/graph/adam.ts';
import { gradients } from '#core/graph/gradients.ts';
import type { GraphData, GraphDraft, Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { abs } from '#core/graph/ops/abs.ts';
import { add } from '#core/graph/ops/add.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { concat } from '#core/graph/ops/concat.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { deepCopy } from '#core/graph/ops/deep-copy.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { mean } from '#core/graph/ops/mean.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { split } from '#core/graph/ops/split.ts';
import { sub } from '#core/graph/ops/sub.ts';
import type { Variable } from '#core/graph/ops/variable.ts';
import { assign, readVariable, variable } from '#core/graph/ops/variable.ts';
import type { Shape } from '#core/graph/tensor.ts';
import type { Architecture, Part } from './architecture.ts';
import { decoderPart, partWeights } from './architecture.ts';
import type { Model } from './model.ts';
import { activationType, decode, drawFace, encode } from './model.ts';

export interface TrainingGraphOptions {
  readonly architecture: Architecture;
  /** Faces of each side in one step. */
  readonly batchSize: number;
  readonly precision: Precision;
}

export interface TrainingGraph {
  readonly graph: GraphData;
  /** Every variable: weights, moments, step counters. All must be written before the first step. */
  readonly state: readonly { readonly name: string; readonly shape: Shape }[];
}

/** What a run is given and asked, by name. Faces are [n, size, size, 3] float32 in 0..1, losses and rate scalars. */
export const trainingNames = {
  input: (side: Side): string => `input_${side}`,
  target: (side: Side): string => `target_${side}`,
  learningRate: 'learning_rate',
  /** A side's loss before the update; asked for, the update of all is made. */
  loss: (side: Side): string => `loss_${side}`,
  /** Any number of faces. */
  faces: 'faces',
  predict: (side: Side): string => `predict_${side}`,
  read: (variableName: string): string => `${variableName}/read`,
  /** The placeholder of a variable's new numbers, and the node that writes them. */
  newValue: (variableName: string): string => `${variableName}/new`,
  write: (variableName: string): string => `${variableName}/write`,
} as const;

/** As the first programs had it (`recipes`: beta1 0.5, beta2 0.999); epsilon is Keras' default. */
export const adamConstants = { beta1: 0.5, beta2: 0.999, epsilon: 1e-7 } as const;

export const trainingGraph = (options: TrainingGraphOptions): TrainingGraph => {
  const { architecture } = options;
  const graph = createGraph();
  const groups = (['encoder', 'decoder_a', 'decoder_b'] as const).map((part) => partGroup(graph, architecture, part));
  addStep({ graph, options, groups });
  addPredictions({ graph, options, groups });
  const variables = groups.flatMap((group) => [...group.slots.map((slot) => slot.weight), ...adamVariables(group)]);
  for (const each of variables) addAccess(graph, each);
  return { graph, state: variables.map(({ name, shape }) => ({ name, shape })) };
};

const sides = ['a', 'b'] as const;

const partGroup = (graph: GraphDraft, architecture: Architecture, name: Part): AdamGroup =>
  adamGroup(graph, { name, weights: partWeights(architecture, name).map((weight) => variable(graph, weight)) });

interface Call {
  readonly graph: GraphDraft;
  readonly options: TrainingGraphOptions;
  readonly groups: readonly AdamGroup[];
}

const addStep = (call: Call): void => {
  const { graph, groups } = call;
  const weights = readWeights(call);
  const losses = sideLosses(call, weights);
  const ofGroup = groups.map((group) => group.slots.map((slot) => weights.get(slot.weight.name) as Value));
  const [first, second] = losses as [Value, Value];
  const found = gradients(graph, { of: add(graph, first, second), wrt: ofGroup.flat() });
  const adam = {
    ...adamConstants,
    learningRate: placeholder(graph, { name: trainingNames.learningRate, shape: [] }),
  };
  const done = groups.flatMap((group, index) => {
    const start = ofGroup.slice(0, index).flat().length;
    const own = found.slice(start, start + group.slots.length);
    return applyAdam(graph, { group, weights: ofGroup[index] as Value[], gradients: own, adam });
  });
  sides.forEach((side, index) => {
    identity(graph, losses[index] as Value, { name: trainingNames.loss(side), after: done });
  });
};

/** The mean absolute error of each side's faces. */
const sideLosses = (call: Call, weights: ReadonlyMap<string, Value>): Value[] => {
  const { graph, options } = call;
  const { batchSize, architecture, precision } = options;
  const shape = [batchSize, architecture.faceSize, architecture.faceSize, 3];
  const model = modelOf(call, weights);
  const inputs = sides.map((side) => placeholder(graph, { name: trainingNames.input(side), shape }));
  const codes = split(graph, encode(model, concat(graph, inputs, 0), precision), 2);
  return sides.map((side, index) => {
    const target = placeholder(graph, { name: trainingNames.target(side), shape });
    const drawn = decode(model, { code: codes[index] as Value, decoder: decoderPart(side) });
    return mean(graph, abs(graph, sub(graph, drawn, target)));
  });
};

const addPredictions = (call: Call): void => {
  const { graph, options } = call;
  const { architecture, precision } = options;
  const shape = [-1, architecture.faceSize, architecture.faceSize, 3];
  const face = placeholder(graph, { name: trainingNames.faces, shape });
  const model = modelOf(call, readWeights(call));
  for (const side of sides) {
    const drawn = drawFace(model, { face, decoder: decoderPart(side), precision });
    identity(graph, drawn, { name: trainingNames.predict(side) });
  }
};

const readWeights = ({ graph, groups }: Call): Map<string, Value> =>
  new Map(groups.flatMap((group) => group.slots).map(({ weight }) => [weight.name, readVariable(graph, weight)]));

const modelOf = ({ graph, options }: Call, weights: ReadonlyMap<string, Value>): Model => {
  const type = activationType(options.precision);
  return {
    graph,
    architecture: options.architecture,
    weight: (name) => cast(graph, weights.get(name) as Value, type),
  };
};

const addAccess = (graph: GraphDraft, each: Variable): void => {
  readVariable(graph, each, { name: trainingNames.read(each.name) });
  const value = placeholder(graph, { name: trainingNames.newValue(each.name), shape: each.shape });
  const written = assign(graph, each, deepCopy(graph, value));
  identity(graph, scalar(graph, 0), { name: trainingNames.write(each.name), after: [written] });
};
