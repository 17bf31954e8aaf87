/**
 * The one loader of TensorFlow: the two C++ files of `@tensorflow/tfjs-node-gpu`, compiled by set-up against the
 * library that the Python wheel carries. We load that binding itself, not the package: its JavaScript backend runs
 * op by op, brings a second to start, and is not needed to run whole graphs.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StudioError } from '#core/contract/errors.ts';
import { machineDevices, nameOfDevices } from './choose-devices.ts';
import type { Gpu } from './driver-gpus.ts';

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
  /** `CPU` or the names of the GPUs. */
  readonly deviceName: string;
  readonly usesGpu: boolean;
  /** Those it uses, as far as their driver tells of them. */
  readonly gpus: readonly Gpu[];
}

/**
 * Loads the library once a process, for the devices that `choose-devices.ts` chooses. Throws `engine_missing` when set-up has
 * not built it, or it does not load or not reach the GPU that was set; `bad_request` for a setting that is wrong. A thread whose process has loaded it is told `gpus`.
 */
export const loadTensorFlow = (gpus?: readonly Gpu[]): TensorFlow => (loaded ??= load(gpus));

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

const load = (known: readonly Gpu[] | undefined): TensorFlow => {
  const path = bindingPath();
  if (!existsSync(path)) throw missing('The TensorFlow binding is not built: run the set-up (npm start) once.', path);
  // The library reads these once, while it loads. Growth: other programs, and our own next job, share the GPU.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  // Left to itself it uses oneDNN only where there is AVX-512 VNNI; with AVX2 alone, Original trains 1.8 times faster by it.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
  const setting = process.env.UNDERSTUDY_DEVICE ?? '';
  const gpus = known ?? prepareDevices(setting);
  const binding = loadBinding(path);
  const usesGpu = binding.isUsingGpuDevice();
  if (!usesGpu && setting.startsWith('gpu:')) {
    throw missing(`TensorFlow does not reach the GPU that is set (${setting}): npm run doctor says more.`, path);
  }
  const used = usesGpu ? gpus : [];
  const deviceName = usesGpu && used.length === 0 ? 'GPU' : nameOfDevices(used);
  return { binding, version: binding.TF_Version, deviceName, usesGpu, gpus: used };
};

const prepareDevices = (setting: string): readonly Gpu[] => {
  const { gpus, visible } = machineDevices(setting);
  if (visible !== undefined) process.env.CUDA_VISIBLE_DEVICES = visible;
  // Fuses what runs on a GPU. On the processor it was measured to halve the speed.
  if (gpus.length > 0) process.env.TF_XLA_FLAGS ??= '--tf_xla_auto_jit=2';
  return gpus;
};

const loadBinding = (path: string): TensorFlowBinding => {
  try {
    return createRequire(import.meta.url)(path) as TensorFlowBinding;
  } catch (cause) {
    throw missing('The TensorFlow library does not load: run the set-up (npm start) again.', path, cause);
  }
};

const missing = (message: string, path: string, cause?: unknown): StudioError =>
  new StudioError('engine_missing', message, { facts: { path }, cause });
