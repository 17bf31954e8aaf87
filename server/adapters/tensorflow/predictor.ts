/**
 * A trained model ready to convert: weights are constants of the graph, so the library may lay them out once. It runs in
 * a thread of its own, so that faces already drawn are laid into their frames meanwhile.
 */

import type { Architectures } from '#core/autoencoder/architecture.ts';
import { architectureNamed, modelShape } from '#core/autoencoder/architecture.ts';
import { weightsToDraw } from '#core/autoencoder/check-tensor.ts';
import { predictionGraph, predictionNames } from '#core/autoencoder/prediction-graph.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import type { FacePredictor, PredictorOptions } from '#server/ports/autoencoder-engine.ts';
import { openGraphThread } from './graph-thread.ts';
import { machinePrecision } from './machine-precision.ts';
import { drawnFaces } from './trainer.ts';

export const openPredictor = (options: PredictorOptions & { readonly architectures: Architectures }): FacePredictor => {
  const architecture = architectureNamed(options.architectures, options.architecture);
  const thread = openGraphThread(
    predictionGraph({
      architecture,
      precision: machinePrecision(options.precision),
      side: options.decoder,
      // Where averages of the weights were kept, these are what the run is known by.
      weight: weightsToDraw(options.state),
    }),
    'draw faces',
  );
  const { faceSize } = architecture;
  const { drawnSize, drawsMask } = modelShape(architecture);
  return {
    faceSize,
    drawnSize,
    squareShare: networkShare,
    predict: async ({ faces, count }) => {
      const fed = { [predictionNames.faces]: { shape: [count, faceSize, faceSize, 3], data: faces } };
      const asked = [predictionNames.drawn, ...(drawsMask ? [predictionNames.mask] : [])];
      return drawnFaces(await thread.run(fed, asked));
    },
    [Symbol.dispose]: () => thread[Symbol.dispose](),
  };
};
