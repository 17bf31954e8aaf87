/**
 * The whole of training as one graph: a step of each side (forward, gradients, Adam), prediction by either decoder at
 * any batch, and the reading and writing of every variable. An engine only runs its named parts.
 *
 * The encoder has one set of moments that both sides feed; the first programs kept one a side. It saves 0.6 GB of
 * memory and a third of the checkpoint.
 */
import type { Precision, Side } from '#core/contract/run.ts';
import type { AdamGroup } from '#core/graph/adam.ts';
import { adamGroup, adamVariables, applyAdam } from '#core/graph/adam.ts';
import { gradients } from '#core/graph/gradients.ts';
import type { GraphData, GraphDraft, Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { abs } from '#core/graph/ops/abs.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { deepCopy } from '#core/graph/ops/deep-copy.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { mean } from '#core/graph/ops/mean.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { sub } from '#core/graph/ops/sub.ts';
import type { Variable } from '#core/graph/ops/variable.ts';
import { assign, readVariable, variable } from '#core/graph/ops/variable.ts';
import type { Shape } from '#core/graph/tensor.ts';
import type { Architecture, Part } from './architecture.ts';
import { decoderPart, partWeights } from './architecture.ts';
import { activationType, drawFace } from './model.ts';

export interface TrainingGraphOptions {
  readonly architecture: Architecture;
  readonly batchSize: number;
  readonly precision: Precision;
  readonly learningRate: number;
}

export interface TrainingGraph {
  readonly graph: GraphData;
  /** Every variable: weights, moments, step counters. All must be written before the first step. */
  readonly state: readonly { readonly name: string; readonly shape: Shape }[];
}

/** What a run is given and asked, by name. Faces are [n, size, size, 3] float32 in 0..1, losses scalars. */
export const trainingNames = {
  input: 'input',
  target: 'target',
  /** Gives the loss before the update it makes. */
  step: (side: Side): string => `step_${side}`,
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
  const { architecture, batchSize } = options;
  const graph = createGraph();
  const parts = {
    encoder: part(graph, architecture, 'encoder'),
    a: part(graph, architecture, 'decoder_a'),
    b: part(graph, architecture, 'decoder_b'),
  };
  const shape = [batchSize, architecture.faceSize, architecture.faceSize, 3];
  const input = placeholder(graph, { name: trainingNames.input, shape });
  const target = placeholder(graph, { name: trainingNames.target, shape });
  const faces = placeholder(graph, { name: trainingNames.faces, shape: [-1, ...shape.slice(1)] });
  for (const side of ['a', 'b'] as const) {
    addStep({ graph, options, groups: [parts.encoder, parts[side]], side, input, target });
    addPredict({ graph, options, groups: [parts.encoder, parts[side]], side, faces });
  }
  const variables = Object.values(parts).flatMap((group) => [
    ...group.slots.map((slot) => slot.weight),
    ...adamVariables(group),
  ]);
  for (const each of variables) addAccess(graph, each);
  return { graph, state: variables.map(({ name, shape }) => ({ name, shape })) };
};

const part = (graph: GraphDraft, architecture: Architecture, name: Part): AdamGroup =>
  adamGroup(graph, { name, weights: partWeights(architecture, name).map((weight) => variable(graph, weight)) });

interface SideCall {
  readonly graph: GraphDraft;
  readonly options: TrainingGraphOptions;
  readonly groups: readonly AdamGroup[];
  readonly side: Side;
}

const addStep = (call: SideCall & { readonly input: Value; readonly target: Value }): void => {
  const { graph, options, groups, side, input, target } = call;
  const weights = readWeights(call);
  const drawn = draw(call, input, weights);
  const loss = mean(graph, abs(graph, sub(graph, drawn, target)));
  const wrt = groups.map((group) => group.slots.map((slot) => weights.get(slot.weight.name) as Value));
  const found = gradients(graph, { of: loss, wrt: wrt.flat() });
  const adam = { ...adamConstants, learningRate: options.learningRate };
  const done = groups.flatMap((group, index) => {
    const start = wrt.slice(0, index).flat().length;
    const own = found.slice(start, start + group.slots.length);
    return applyAdam(graph, { group, weights: wrt[index] as Value[], gradients: own, adam });
  });
  identity(graph, loss, { name: trainingNames.step(side), after: done });
};

const addPredict = (call: SideCall & { readonly faces: Value }): void => {
  const drawn = draw(call, call.faces, readWeights(call));
  identity(call.graph, drawn, { name: trainingNames.predict(call.side) });
};

const readWeights = ({ graph, groups }: SideCall): Map<string, Value> =>
  new Map(groups.flatMap((group) => group.slots).map(({ weight }) => [weight.name, readVariable(graph, weight)]));

const draw = ({ graph, options, side }: SideCall, face: Value, weights: ReadonlyMap<string, Value>): Value => {
  const { architecture, precision } = options;
  const weight = (name: string): Value => cast(graph, weights.get(name) as Value, activationType(precision));
  return drawFace({ graph, architecture, weight }, { face, decoder: decoderPart(side), precision });
};

const addAccess = (graph: GraphDraft, each: Variable): void => {
  readVariable(graph, each, { name: trainingNames.read(each.name) });
  const value = placeholder(graph, { name: trainingNames.newValue(each.name), shape: each.shape });
  const written = assign(graph, each, deepCopy(graph, value));
  identity(graph, scalar(graph, 0), { name: trainingNames.write(each.name), after: [written] });
};
