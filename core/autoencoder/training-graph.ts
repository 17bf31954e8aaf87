/**
 * The whole of training as one graph: one joint step of both sides (forward, gradients, optimiser), prediction by
 * either decoder at any batch, and the reading and writing of every variable. An engine only runs its named parts.
 *
 * The encoder runs once over both sides' faces and takes one update by the gradient of the sum of their losses. The
 * first programs took a step of A, then one of B: twice the runs of small batches, and twice Adam over the encoder.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { Precision, Side } from '#core/contract/run.ts';
import type { TrainingRecipe } from '#core/contract/training-recipe.ts';
import { trainingRecipe } from '#core/contract/training-recipe.ts';
import { gradients } from '#core/graph/gradients.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { onDevice } from '#core/graph/on-device.ts';
import { add } from '#core/graph/ops/add.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { deepCopy } from '#core/graph/ops/deep-copy.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import type { Variable } from '#core/graph/ops/variable.ts';
import { assign, readVariable, variable } from '#core/graph/ops/variable.ts';
import { clipGradients } from '#core/graph/optimisers/clip-gradients.ts';
import { applyOptimiser, ruleOf } from '#core/graph/optimisers/optimiser.ts';
import type { WeightAverages } from '#core/graph/optimisers/weight-averages.ts';
import { averageVariables, updateAverages, weightAverages } from '#core/graph/optimisers/weight-averages.ts';
import type { WeightGroup } from '#core/graph/optimisers/weight-group.ts';
import { memoryVariables, weightGroup } from '#core/graph/optimisers/weight-group.ts';
import type { Shape } from '#core/graph/tensor.ts';
import type { Architecture } from './architecture.ts';
import { modelShape, partNames, partWeights } from './architecture.ts';
import { regionChannels } from './face-regions.ts';
import { faceLoss, usesRegions } from './losses/face-loss.ts';
import type { Model } from './model.ts';
import { activationType, drawAs, drawBoth } from './model.ts';
import { kindOfWeight, partKindOf } from './part-kinds.ts';
import type { Share } from './replicas.ts';
import { meanOfShares, shareOf, sharesOf } from './replicas.ts';
import { runOptimiser } from './run-optimiser.ts';

export interface TrainingGraphOptions {
  readonly architecture: Architecture;
  /** Faces of each side in one step. */
  readonly batchSize: number;
  readonly precision: Precision;
  /** Of what the optimiser leaves to chance. */
  readonly seed?: number;
  /** What is not said is done as the first programs did it. */
  readonly recipe?: Partial<GraphRecipe>;
  /** Those that share a step's faces, as `replicas.ts` says; none, and the engine chooses one for all. */
  readonly devices?: readonly string[];
}

/** The learning rate is given with each step. */
export type GraphRecipe = Omit<TrainingRecipe, 'schedule'>;

export interface TrainingGraph {
  readonly graph: GraphDraft;
  /** Every variable: weights, moments, averages, step counters. All must be written before the first step. */
  readonly state: readonly { readonly name: string; readonly shape: Shape }[];
  /** Whether a step is given the regions of its faces. */
  readonly usesRegions: boolean;
}

/** What a run is given and asked, by name. Faces are [n, size, size, 3] float32 in 0..1, losses and rate scalars. */
export const trainingNames = {
  input: (side: Side): string => `input_${side}`,
  target: (side: Side): string => `target_${side}`,
  /** [n, size, size, 2], where the losses ask for them. */
  regions: (side: Side): string => `regions_${side}`,
  learningRate: 'learning_rate',
  /** A side's loss before the update; asked for, the update of all is made. */
  loss: (side: Side): string => `loss_${side}`,
  /** Any number of faces. */
  faces: 'faces',
  predict: (side: Side): string => `predict_${side}`,
  /** Of an architecture that draws masks. */
  predictMask: (side: Side): string => `predict_mask_${side}`,
  read: (variableName: string): string => `${variableName}/read`,
  /** The placeholder of a variable's new numbers, and the node that writes them. */
  newValue: (variableName: string): string => `${variableName}/new`,
  write: (variableName: string): string => `${variableName}/write`,
} as const;

export const trainingGraph = ({
  recipe: given,
  seed = 1,
  devices = [],
  ...rest
}: TrainingGraphOptions): TrainingGraph => {
  const recipe: GraphRecipe = { ...trainingRecipe.parse({}), ...given };
  const options = { ...rest, recipe, seed, devices };
  const graph = createGraph();
  const groups = partNames(options.architecture).map((part) => partGroup(graph, options, part));
  refuseAllFrozen(options);
  const weights = groups.flatMap((group) => group.slots.map((slot) => slot.weight));
  const averages = recipe.averaging === null ? undefined : weightAverages(graph, weights);
  addStep({ graph, options, groups, averages });
  addPredictions({ graph, options, groups, averages });
  const variables = [
    ...groups.flatMap((group) => [...group.slots.map((slot) => slot.weight), ...memoryVariables(group)]),
    ...(averages ? averageVariables(averages) : []),
  ];
  for (const each of variables) addAccess(graph, each);
  return {
    graph,
    state: variables.map(({ name, shape }) => ({ name, shape })),
    usesRegions: usesRegions(recipe.losses, modelShape(options.architecture)),
  };
};

const sides = ['a', 'b'] as const;

type Settled = Required<TrainingGraphOptions> & { readonly recipe: GraphRecipe };

const partGroup = (graph: GraphDraft, options: Settled, name: string): WeightGroup =>
  weightGroup(graph, {
    name,
    weights: partWeights(options.architecture, name).map((weight) => variable(graph, weight)),
    names: ruleOf(runOptimiser(options.recipe.optimiser, options.seed)).names,
  });

interface Call {
  readonly graph: GraphDraft;
  readonly options: Settled;
  readonly groups: readonly WeightGroup[];
  readonly averages: WeightAverages | undefined;
}

const addStep = (call: Call): void => {
  const { graph, options } = call;
  const groups = learningGroups(call);
  const weights = readWeights(call);
  const losses = sideLosses(call, weights);
  const ofGroup = groups.map((group) => group.slots.map((slot) => weights.get(slot.weight.name) as Value));
  const [first, second] = losses as [Value, Value];
  const found = stepGradients(call, gradients(graph, { of: add(graph, first, second), wrt: ofGroup.flat() }));
  const optimiser = runOptimiser(options.recipe.optimiser, options.seed);
  const learningRate = placeholder(graph, { name: trainingNames.learningRate, shape: [] });
  const updated = groups.flatMap((group, index) => {
    const start = ofGroup.slice(0, index).flat().length;
    const own = found.slice(start, start + group.slots.length);
    return applyOptimiser(graph, {
      group,
      weights: ofGroup[index] as Value[],
      gradients: own,
      learningRate,
      optimiser,
    });
  });
  const done = [...updated, ...averaged(call, updated)];
  sides.forEach((side, index) => {
    identity(graph, losses[index] as Value, { name: trainingNames.loss(side), after: done });
  });
};

const learningGroups = ({ groups, options: { recipe } }: Call): WeightGroup[] =>
  groups.filter(({ slots }) => slots.every(({ weight }) => !recipe.frozenParts.includes(kindOfWeight(weight))));

const refuseAllFrozen = ({ architecture, recipe }: Settled): void => {
  if (partNames(architecture).some((part) => !recipe.frozenParts.includes(partKindOf(part)))) return;
  throw new StudioError('bad_request', 'Every part of the model is frozen: nothing would learn.', {
    facts: { frozenParts: recipe.frozenParts.join() },
  });
};

const stepGradients = ({ graph, options: { recipe } }: Call, found: Value[]): Value[] =>
  recipe.clipNorm === null ? found : clipGradients(graph, found, recipe.clipNorm);

const averaged = ({ graph, options: { recipe }, averages }: Call, after: readonly Value[]): Value[] =>
  averages && recipe.averaging !== null ? updateAverages(graph, { averages, decay: recipe.averaging, after }) : [];

/** How far each side's faces are from what they should be. */
const sideLosses = (call: Call, weights: ReadonlyMap<string, Value>): Value[] => {
  const { graph, options } = call;
  const given = { a: givenFaces(call, 'a'), b: givenFaces(call, 'b') };
  const shares = sharesOf(options.batchSize, options.devices);
  const ofShares = shares.map((share) =>
    onDevice(graph, share.device, () => shareLosses(call, { weights, given, share })),
  );
  return sides.map((_, index) =>
    meanOfShares(
      graph,
      ofShares.map((losses) => losses[index] as Value),
    ),
  );
};

interface GivenFaces {
  readonly input: Value;
  readonly target: Value;
  readonly regions?: Value;
}

const givenFaces = ({ graph, options }: Call, side: Side): GivenFaces => {
  const { batchSize, architecture, recipe } = options;
  const shape = modelShape(architecture);
  const given = (name: string, size: number, channels: number): Value =>
    placeholder(graph, { name, shape: [batchSize, size, size, channels] });
  return {
    input: given(trainingNames.input(side), architecture.faceSize, 3),
    target: given(trainingNames.target(side), shape.drawnSize, 3),
    ...(usesRegions(recipe.losses, shape) && {
      regions: given(trainingNames.regions(side), shape.drawnSize, regionChannels),
    }),
  };
};

interface ShareCall {
  readonly weights: ReadonlyMap<string, Value>;
  readonly given: Readonly<Record<Side, GivenFaces>>;
  readonly share: Share;
}

const shareLosses = (call: Call, { weights, given, share }: ShareCall): Value[] => {
  const { graph, options } = call;
  const part = (whole: Value): Value => shareOf(graph, whole, share);
  const drawn = drawBoth(modelOf(call, weights), { a: part(given.a.input), b: part(given.b.input) });
  return sides.map((side) => {
    const { target, regions } = given[side];
    const { face, mask } = drawn[side];
    return faceLoss(graph, {
      drawn: face,
      drawnMask: mask,
      target: part(target),
      regions: regions && part(regions),
      settings: options.recipe.losses,
    });
  });
};

const addPredictions = (call: Call): void => {
  const { graph, options } = call;
  const { faceSize } = options.architecture;
  const given = placeholder(graph, { name: trainingNames.faces, shape: [-1, faceSize, faceSize, 3] });
  const weights = call.averages ? readAverages(graph, call.averages) : readWeights(call);
  for (const side of sides) {
    const { face, mask } = drawAs(modelOf(call, weights), given, side);
    identity(graph, face, { name: trainingNames.predict(side) });
    if (mask) identity(graph, mask, { name: trainingNames.predictMask(side) });
  }
};

const readWeights = ({ graph, groups }: Call): Map<string, Value> =>
  new Map(groups.flatMap((group) => group.slots).map(({ weight }) => [weight.name, readVariable(graph, weight)]));

/** The average of each weight, by the weight's name. */
const readAverages = (graph: GraphDraft, { averages }: WeightAverages): Map<string, Value> =>
  new Map(averages.map(({ weight, average }) => [weight.name, readVariable(graph, average)]));

const modelOf = ({ graph, options }: Pick<Call, 'graph' | 'options'>, weights: ReadonlyMap<string, Value>): Model => {
  const type = activationType(options.precision);
  const { architecture, precision } = options;
  return { graph, architecture, precision, weight: ({ name }) => cast(graph, weights.get(name) as Value, type) };
};

const addAccess = (graph: GraphDraft, each: Variable): void => {
  readVariable(graph, each, { name: trainingNames.read(each.name) });
  const value = placeholder(graph, { name: trainingNames.newValue(each.name), shape: each.shape });
  const written = assign(graph, each, deepCopy(graph, value));
  identity(graph, scalar(graph, 0), { name: trainingNames.write(each.name), after: [written] });
};
