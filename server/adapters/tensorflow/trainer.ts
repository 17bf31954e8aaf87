/** A model in training: the training graph in a session that keeps its variables. */

import type { Architecture, Architectures } from '#core/autoencoder/architecture.ts';
import { allWeights, architectureNamed, modelShape, parameterCount } from '#core/autoencoder/architecture.ts';
import { checkTensor } from '#core/autoencoder/check-tensor.ts';
import { regionChannels } from '#core/autoencoder/face-regions.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import type { WeightSpec } from '#core/autoencoder/layers.ts';
import { startWeights } from '#core/autoencoder/start-weights.ts';
import type { TrainingGraph } from '#core/autoencoder/training-graph.ts';
import { trainingGraph, trainingNames } from '#core/autoencoder/training-graph.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import { averageName } from '#core/graph/optimisers/weight-averages.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type {
  AutoencoderTrainer,
  BeginWith,
  DrawnFaces,
  SideBatch,
  TrainerOptions,
} from '#server/ports/autoencoder-engine.ts';
import { machinePrecision } from './machine-precision.ts';
import type { GraphSession, OutputTensor } from './session.ts';
import { openGraph } from './session.ts';

export const openTrainer = (
  options: TrainerOptions & { readonly architectures: Architectures; readonly devices: readonly string[] },
): AutoencoderTrainer => {
  const architecture = architectureNamed(options.architectures, options.architecture);
  const precision = machinePrecision(options.precision);
  const training = trainingGraph({ ...options, architecture, precision });
  const session = openGraph(training.graph);
  try {
    writeState(session, startingState({ architecture, training, options }));
  } catch (error) {
    session.close();
    throw error;
  }
  const { faceSize } = architecture;
  const { drawnSize, drawsMask } = modelShape(architecture);
  const { batchSize } = options;
  const pictures = (size: number, channels: number, data: Float32Array) => ({
    shape: [batchSize, size, size, channels],
    data,
  });
  const fedSide = (side: Side, { input, target, regions }: SideBatch) => ({
    [trainingNames.input(side)]: pictures(faceSize, 3, input),
    [trainingNames.target(side)]: pictures(drawnSize, 3, target),
    ...(training.usesRegions && {
      [trainingNames.regions(side)]: pictures(drawnSize, regionChannels, requireRegions(regions)),
    }),
  });
  const step: AutoencoderTrainer['step'] = ({ a, b }, { learningRate = options.learningRate } = {}) => {
    const inputs = {
      ...fedSide('a', a),
      ...fedSide('b', b),
      [trainingNames.learningRate]: { shape: [], data: Float32Array.of(learningRate) },
    };
    const losses = session.run(inputs, [trainingNames.loss('a'), trainingNames.loss('b')]);
    const [lossA, lossB] = losses.map(({ data }) => data[0] as number) as [number, number];
    return { a: lossA, b: lossB };
  };
  return {
    faceSize,
    drawnSize,
    parameterCount: parameterCount(allWeights(architecture)),
    precision,
    usesRegions: training.usesRegions,
    step,
    predict: ({ faces, count, decoder }) => {
      const fed = { [trainingNames.faces]: { shape: [count, faceSize, faceSize, 3], data: faces } };
      const asked = [trainingNames.predict(decoder), ...(drawsMask ? [trainingNames.predictMask(decoder)] : [])];
      return drawnFaces(session.run(fed, asked));
    },
    readState: () => training.state.map((tensor) => readable(session, tensor)),
    [Symbol.dispose]: () => session.close(),
  };
};

const requireRegions = (regions: Float32Array | undefined): Float32Array => {
  if (!regions)
    throw new StudioError('internal', 'The losses look at parts of the face, which the batch does not say.');
  return regions;
};

/** The faces and, where they were asked for, the masks. */
export const drawnFaces = ([faces, masks]: readonly OutputTensor[]): DrawnFaces => ({
  faces: faces?.data as Float32Array,
  ...(masks && { masks: masks.data as Float32Array }),
});

const readable = (session: GraphSession, { name, shape }: TrainingGraph['state'][number]): NamedTensor => ({
  name,
  shape,
  get data() {
    return session.run({}, [trainingNames.read(name)])[0]?.data as Float32Array;
  },
});

interface Start {
  readonly architecture: Architecture;
  readonly training: TrainingGraph;
  readonly options: TrainerOptions;
}

/** Every variable of the graph: as it was where a state is given, else seeded weights and zeros. */
const startingState = ({ architecture, training, options }: Start): NamedTensor[] => {
  const { state, seed, beginWith } = options;
  if (!state) {
    const begun = new Map(beginWith && begunWeights(architecture, beginWith).map((tensor) => [tensor.name, tensor]));
    const first = (weight: WeightSpec): NamedTensor => begun.get(weight.name) ?? initialWeight(weight, seed);
    const weights = new Map(allWeights(architecture).map((weight) => [weight.name, first(weight)]));
    const averages = new Map(
      [...weights.values()].map((weight) => [averageName(weight.name), beginningAverage(weight)]),
    );
    return training.state.map((spec) => weights.get(spec.name) ?? averages.get(spec.name) ?? zeros(spec));
  }
  const given = new Map(state.map((tensor) => [tensor.name, tensor]));
  return training.state.map((spec) => checkTensor(spec, given.get(spec.name)));
};

const begunWeights = (architecture: Architecture, { tensors, parts }: BeginWith): NamedTensor[] => {
  const begun = startWeights({ tensors, architecture, parts });
  if (begun.length > 0) return begun;
  throw new StudioError('bad_request', 'No weight of that model fits this one in the parts asked for.', {
    facts: { parts: parts.join() },
  });
};

/** As its weight, so that what it draws before the first step is what the weight draws. */
const beginningAverage = (weight: NamedTensor): NamedTensor => ({
  name: averageName(weight.name),
  shape: weight.shape,
  get data() {
    return weight.data;
  },
});

const zeros = ({ name, shape }: TrainingGraph['state'][number]): NamedTensor => ({
  name,
  shape,
  get data() {
    return new Float32Array(elementCount(shape));
  },
});

/** One variable at a time, so that no more than one is in memory twice. */
const writeState = (session: GraphSession, state: readonly NamedTensor[]): void => {
  for (const { name, shape, data } of state) {
    session.run({ [trainingNames.newValue(name)]: { shape, data } }, [trainingNames.write(name)]);
  }
};
