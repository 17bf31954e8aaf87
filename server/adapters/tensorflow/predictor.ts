/** A trained model ready to convert: weights are constants of the graph, so the library may lay them out once. */

import type { Architectures } from '#core/autoencoder/architecture.ts';
import { allWeights, architectureNamed } from '#core/autoencoder/architecture.ts';
import { predictionGraph, predictionNames } from '#core/autoencoder/prediction-graph.ts';
import { averageName } from '#core/graph/optimisers/weight-averages.ts';
import type { FacePredictor, PredictorOptions } from '#server/ports/autoencoder-engine.ts';
import { openGraph } from './session.ts';
import { checkTensor } from './trainer.ts';

export const openPredictor = (options: PredictorOptions & { readonly architectures: Architectures }): FacePredictor => {
  const architecture = architectureNamed(options.architectures, options.architecture);
  const given = new Map(options.state.map((tensor) => [tensor.name, tensor]));
  const expected = new Map(allWeights(architecture).map((weight) => [weight.name, weight]));
  const session = openGraph(
    predictionGraph({
      architecture,
      precision: options.precision,
      decoder: options.decoder,
      // Where averages of the weights were kept, these are what the run is known by.
      weight: (name) =>
        checkTensor(expected.get(name) ?? { name, shape: [] }, given.get(averageName(name)) ?? given.get(name)),
    }),
  );
  const { faceSize } = architecture;
  return {
    faceSize,
    predict: ({ faces, count }) => {
      const fed = { [predictionNames.faces]: { shape: [count, faceSize, faceSize, 3], data: faces } };
      return session.run(fed, [predictionNames.drawn])[0]?.data as Float32Array;
    },
    [Symbol.dispose]: () => session.close(),
  };
};
