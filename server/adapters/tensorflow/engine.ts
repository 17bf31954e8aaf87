/** The engine of the autoencoder on TensorFlow: CPU, or CUDA where the library has found a GPU. */

import type { Architectures } from '#core/autoencoder/architecture.ts';
import { architectures as builtIn } from '#core/autoencoder/architectures/registry.ts';
import type { AutoencoderEngine } from '#server/ports/autoencoder-engine.ts';
import { loadTensorFlow } from './library.ts';
import { openPredictor } from './predictor.ts';
import { openTrainer } from './trainer.ts';

/** `architectures` is the product's own list unless a test gives smaller ones under the same names. */
export const createTensorFlowEngine = (options: { readonly architectures?: Architectures } = {}): AutoencoderEngine => {
  const architectures = options.architectures ?? builtIn;
  return {
    deviceName: loadTensorFlow().deviceName,
    openTrainer: (trainer) => openTrainer({ ...trainer, architectures }),
    openPredictor: (predictor) => openPredictor({ ...predictor, architectures }),
  };
};
