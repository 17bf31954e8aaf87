/** The engine of the autoencoder on TensorFlow: CPU, or CUDA where the library has found a GPU, or several. */

import type { Architectures } from '#core/autoencoder/architecture.ts';
import { architectures as builtIn } from '#core/autoencoder/architectures/registry.ts';
import type { AutoencoderEngine } from '#server/ports/autoencoder-engine.ts';
import { gpuDevices } from './gpu-devices.ts';
import { loadTensorFlow } from './library.ts';
import { openPredictor } from './predictor.ts';
import { openTrainer } from './trainer.ts';

export interface EngineOptions {
  /** The product's own list unless a test gives smaller ones under the same names. */
  readonly architectures?: Architectures;
  /** Those that share a step, by their names in a graph: the GPUs, if they are several, unless a test gives others. */
  readonly devices?: readonly string[];
}

export const createTensorFlowEngine = (options: EngineOptions = {}): AutoencoderEngine => {
  const architectures = options.architectures ?? builtIn;
  const devices = (): readonly string[] => options.devices ?? severalGpus();
  return {
    deviceName: loadTensorFlow().deviceName,
    openTrainer: (trainer) => openTrainer({ ...trainer, architectures, devices: devices() }),
    openPredictor: (predictor) => openPredictor({ ...predictor, architectures }),
  };
};

/** One alone needs no naming: the library uses it by itself, and leaves to the processor what has no kernel there. */
const severalGpus = (): readonly string[] => {
  const gpus = gpuDevices();
  return gpus.length > 1 ? gpus : [];
};
