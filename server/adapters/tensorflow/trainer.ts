/** A model in training: the training graph in a session that keeps its variables. */

import type { Architecture, Architectures } from '#core/autoencoder/architecture.ts';
import { allWeights, architectureNamed, parameterCount } from '#core/autoencoder/architecture.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import type { TrainingGraph } from '#core/autoencoder/training-graph.ts';
import { trainingGraph, trainingNames } from '#core/autoencoder/training-graph.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import { sameShape, shapeText } from '#core/graph/check-shape.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { AutoencoderTrainer, SideBatch, TrainerOptions } from '#server/ports/autoencoder-engine.ts';
import type { GraphSession } from './session.ts';
import { openGraph } from './session.ts';

export const openTrainer = (
  options: TrainerOptions & { readonly architectures: Architectures },
): AutoencoderTrainer => {
  const architecture = architectureNamed(options.architectures, options.architecture);
  const training = trainingGraph({ ...options, architecture });
  const session = openGraph(training.graph);
  try {
    writeState(session, startingState({ architecture, training, options }));
  } catch (error) {
    session.close();
    throw error;
  }
  const { faceSize } = architecture;
  const shapeOf = (count: number): number[] => [count, faceSize, faceSize, 3];
  const step = (side: Side, { input, target }: SideBatch): number => {
    const shape = shapeOf(options.batchSize);
    const fed = { [trainingNames.input]: { shape, data: input }, [trainingNames.target]: { shape, data: target } };
    return session.run(fed, [trainingNames.step(side)])[0]?.data[0] as number;
  };
  return {
    faceSize,
    parameterCount: parameterCount(allWeights(architecture)),
    step: ({ a, b }) => ({ a: step('a', a), b: step('b', b) }),
    predict: ({ faces, count, decoder }) => {
      const fed = { [trainingNames.faces]: { shape: shapeOf(count), data: faces } };
      return session.run(fed, [trainingNames.predict(decoder)])[0]?.data as Float32Array;
    },
    readState: () => training.state.map((tensor) => readable(session, tensor)),
    [Symbol.dispose]: () => session.close(),
  };
};

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
  const { state, seed } = options;
  if (!state) {
    const weights = new Map(allWeights(architecture).map((weight) => [weight.name, initialWeight(weight, seed)]));
    return training.state.map((spec) => weights.get(spec.name) ?? zeros(spec));
  }
  const given = new Map(state.map((tensor) => [tensor.name, tensor]));
  return training.state.map((spec) => checkTensor(spec, given.get(spec.name)));
};

const zeros = ({ name, shape }: TrainingGraph['state'][number]): NamedTensor => ({
  name,
  shape,
  get data() {
    return new Float32Array(elementCount(shape));
  },
});

/** The given tensor where it is what the model has; else the checkpoint is of another model, or damaged. */
export const checkTensor = (
  expected: { readonly name: string; readonly shape: readonly number[] },
  given: NamedTensor | undefined,
): NamedTensor => {
  if (given && sameShape(given.shape, expected.shape)) return given;
  const found = given ? `has shape ${shapeText(given.shape)}` : 'is missing';
  throw new StudioError('checkpoint_damaged', `The checkpoint does not fit the model: "${expected.name}" ${found}.`, {
    facts: { tensor: expected.name, expected: shapeText(expected.shape) },
  });
};

/** One variable at a time, so that no more than one is in memory twice. */
const writeState = (session: GraphSession, state: readonly NamedTensor[]): void => {
  for (const { name, shape, data } of state) {
    session.run({ [trainingNames.newValue(name)]: { shape, data } }, [trainingNames.write(name)]);
  }
};
