/** A graph opened for running: typed arrays in, typed arrays out, nothing of the library's left behind after a run. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import type { GraphData } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { TensorFlowBinding } from './library.ts';
import { loadTensorFlow } from './library.ts';
import { dataTypeNumbers, servingTag, writeSavedModel } from './saved-model.ts';

export type TensorData = Float32Array | Int32Array | Uint8Array;

/** Float32Array is float32, Int32Array int32, Uint8Array uint8 unless said to be bool. */
export interface InputTensor {
  readonly shape: Shape;
  readonly data: TensorData;
  readonly dtype?: 'bool';
}

export interface OutputTensor {
  readonly shape: Shape;
  readonly data: TensorData;
}

/** Variables live as long as it is open. A run blocks the thread. */
export interface GraphSession extends Disposable {
  /**
   * Feeds placeholders by name and gives the asked tensors (`node` or `node:1`) in order, as copies. Types that have
   * no typed array (bfloat16) must be cast in the graph. The fed arrays are read, never kept.
   */
  run(inputs: Readonly<Record<string, InputTensor>>, outputs: readonly string[]): OutputTensor[];
  close(): void;
}

/** Loads a graph into the library; its file lives only while it loads. */
export const openGraph = (graph: GraphData): GraphSession => {
  const { binding } = loadTensorFlow();
  const session = loadGraph(binding, graph);
  let open = true;
  const close = (): void => {
    if (open) binding.deleteSavedModel(session);
    open = false;
  };
  return {
    run: (inputs, outputs) => {
      if (!open) throw new StudioError('internal', 'The graph is closed.');
      return run({ binding, session, inputs, outputs });
    },
    close,
    [Symbol.dispose]: close,
  };
};

const loadGraph = (binding: TensorFlowBinding, graph: GraphData): number => {
  const folder = mkdtempSync(join(tmpdir(), 'understudy-graph-'));
  try {
    writeSavedModel(folder, graph);
    return binding.loadSavedModel(folder, servingTag);
  } catch (cause) {
    throw new StudioError('internal', `TensorFlow did not take the graph: ${messageOf(cause)}`, { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Run {
  readonly binding: TensorFlowBinding;
  readonly session: number;
  readonly inputs: Readonly<Record<string, InputTensor>>;
  readonly outputs: readonly string[];
}

const run = ({ binding, session, inputs, outputs }: Run): OutputTensor[] => {
  const names = Object.keys(inputs).map(withIndex).join(',');
  const fed = feed(binding, inputs);
  try {
    const results = binding.runSavedModel(session, fed, names, outputs.map(withIndex).join(','));
    return results.map(({ id, shape }) => {
      const data = binding.tensorDataSync(id);
      binding.deleteTensor(id);
      return { shape, data };
    });
  } catch (cause) {
    throw new StudioError('internal', `TensorFlow could not run the graph: ${messageOf(cause)}`, { cause });
  } finally {
    for (const id of fed) binding.deleteTensor(id);
  }
};

const feed = (binding: TensorFlowBinding, inputs: Run['inputs']): number[] =>
  Object.entries(inputs).map(([name, { shape, data, dtype }]) => {
    if (elementCount(shape) !== data.length) {
      throw new StudioError('internal', `Input "${name}" of shape [${shape.join(', ')}] got ${data.length} numbers.`);
    }
    return binding.createTensor(shape, dtype === 'bool' ? dataTypeNumbers.bool : typeNumber(data), data);
  });

const typeNumber = (data: TensorData): number => {
  if (data instanceof Float32Array) return dataTypeNumbers.float32;
  return data instanceof Int32Array ? dataTypeNumbers.int32 : dataTypeNumbers.uint8;
};

/** The binding reads the text after the colon as the output's number and takes the whole name without one. */
const withIndex = (name: string): string => (name.includes(':') ? name : `${name}:0`);

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).slice(0, 500);
