/**
 * ONNX Runtime's session, answering at once: the package's own `run` only puts the same blocking call off to the next turn
 * of the event loop, and the port wants faces, not promises. The library's program lies in the npm package itself; what
 * its install script would fetch is for CUDA and not needed.
 */
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type * as Common from 'onnxruntime-common';
import { StudioError } from '#core/contract/errors.ts';
import { refused } from './inspect-onnx.ts';
import type { OutputTensor } from './output-layouts.ts';

export interface OnnxSession extends Disposable {
  /** By name. */
  run(inputs: Readonly<Record<string, OutputTensor>>): ReadonlyMap<string, OutputTensor>;
}

/** `onnxruntime-node/dist/binding.js`, as far as it is used. */
interface Binding {
  readonly initOrt: () => void;
  readonly binding: {
    readonly InferenceSession: new () => {
      loadModel(
        buffer: ArrayBufferLike,
        offset: number,
        length: number,
        options: Common.InferenceSession.SessionOptions,
      ): void;
      run(
        feeds: Readonly<Record<string, Common.Tensor>>,
        fetches: Readonly<Record<string, null>>,
        options: object,
      ): Readonly<Record<string, Common.Tensor>>;
      dispose(): void;
    };
  };
}

export interface OpenOnnx {
  readonly file: Uint8Array;
  readonly outputs: readonly string[];
}

/** @throws StudioError model_refused, engine_missing */
export const openOnnxSession = ({ file, outputs }: OpenOnnx): OnnxSession => {
  const { binding, Tensor } = loadLibrary();
  const session = new binding.InferenceSession();
  try {
    // From the bytes that were looked through, not from a path whose file may be another by now.
    session.loadModel(file.buffer, file.byteOffset, file.byteLength, {
      logSeverityLevel: 4,
      // By itself it counts the cores of the machine, not those that this process may use.
      intraOpNumThreads: availableParallelism(),
    });
  } catch (cause) {
    throw refused('not_loadable', `ONNX Runtime does not take the model: ${firstLine(cause)}`, cause);
  }
  const fetches = Object.fromEntries(outputs.map((name) => [name, null]));
  return {
    run: (inputs) => {
      const feeds = Object.entries(inputs).map(([name, { shape, data }]) => [name, new Tensor('float32', data, shape)]);
      const results = session.run(Object.fromEntries(feeds), fetches, {});
      return new Map(
        outputs.map((name) => {
          const { dims, data: values } = results[name] as Common.Tensor;
          return [name, { shape: dims, data: values as Float32Array }];
        }),
      );
    },
    [Symbol.dispose]: () => session.dispose(),
  };
};

const loadLibrary = (): { binding: Binding['binding']; Tensor: typeof Common.Tensor } => {
  try {
    const require = createRequire(import.meta.url);
    const { binding, initOrt } = require('onnxruntime-node/dist/binding.js') as Binding;
    initOrt();
    return { binding, Tensor: (require('onnxruntime-common') as typeof Common).Tensor };
  } catch (cause) {
    throw new StudioError('engine_missing', 'ONNX Runtime does not load: run the set-up (npm start) again.', { cause });
  }
};

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n', 1)[0]?.slice(0, 300) ?? '';
