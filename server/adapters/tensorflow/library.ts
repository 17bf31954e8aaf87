/**
 * The one loader of TensorFlow: the two C++ files of `@tensorflow/tfjs-node-gpu`, compiled by set-up against the
 * library that the Python wheel carries. We load that binding itself, not the package: its JavaScript backend runs
 * op by op, brings a second to start, and is not needed to run whole graphs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';

/** What the binding gives. Ids are its own; a tensor lives until it is deleted. Numbers of types are TensorFlow's. */
export interface TensorFlowBinding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
  /** Shares the array's memory (when 64-byte aligned) until the tensor is deleted: the array must not change before. */
  createTensor(shape: readonly number[], dtype: number, data: Float32Array | Int32Array | Uint8Array): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  /** Tags and names are lists split on commas. */
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(
    id: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string,
  ): { id: number; shape: number[]; dtype: number }[];
  getNumOfTensors(): number;
}

export interface TensorFlow {
  readonly binding: TensorFlowBinding;
  readonly version: string;
  /** `CPU` or the name of the GPU. */
  readonly deviceName: string;
}

/** Loads the library once a process. Throws `engine_missing` when set-up has not built it or it does not load. */
export const loadTensorFlow = (): TensorFlow => (loaded ??= load());

/**
 * Each run keeps to the thread that asked for it: for processes that run several small graphs at once. The library reads
 * this when its first graph runs, and then it holds for the process.
 */
export const oneThreadPerRun = (): void => {
  process.env.TF_NUM_INTRAOP_THREADS = '1';
  process.env.TF_NUM_INTEROP_THREADS = '1';
};

/** Where set-up puts the compiled binding. */
export const bindingPath = (): string =>
  join(
    dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-node-gpu/package.json')),
    'lib/napi-v8/tfjs_binding.node',
  );

let loaded: TensorFlow | undefined;

const load = (): TensorFlow => {
  const path = bindingPath();
  if (!existsSync(path)) throw missing('The TensorFlow binding is not built: run the set-up (npm start) once.', path);
  // The library reads these once, while it loads. Growth: other programs, and our own next job, share the GPU.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  // Left to itself it uses oneDNN only where there is AVX-512 VNNI; with AVX2 alone, Original trains 1.8 times faster by it.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  try {
    const binding = createRequire(import.meta.url)(path) as TensorFlowBinding;
    return { binding, version: binding.TF_Version, deviceName: binding.isUsingGpuDevice() ? gpuName() : 'CPU' };
  } catch (cause) {
    throw missing('The TensorFlow library does not load: run the set-up (npm start) again.', path, cause);
  }
};

const gpuName = (): string => {
  // The kernel driver's own listing, so that no tool need be on the PATH.
  const folder = '/proc/driver/nvidia/gpus';
  const first = existsSync(folder) ? readdirSync(folder).sort()[0] : undefined;
  const text = first === undefined ? '' : readFileSync(join(folder, first, 'information'), 'utf8');
  return /^Model:\s*(.+)$/m.exec(text)?.[1]?.trim() ?? 'GPU';
};

const missing = (message: string, path: string, cause?: unknown): StudioError =>
  new StudioError('engine_missing', message, { facts: { path }, cause });
