/**
 * On what the library runs, settled before it loads, for it looks for GPUs while it loads: on all that it may see unless
 * a person has set UNDERSTUDY_DEVICE. That says more than CUDA_VISIBLE_DEVICES, and names GPUs as `nvidia-smi` counts them.
 */
import { deviceSetting } from '#core/contract/device-setting.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { Gpu } from './driver-gpus.ts';
import { driverGpus } from './driver-gpus.ts';

export interface ChosenDevices {
  /** Empty for the processor, and where nothing is known of them. */
  readonly gpus: readonly Gpu[];
  /** What CUDA_VISIBLE_DEVICES must be; undefined leaves it as it is. */
  readonly visible: string | undefined;
}

export interface DeviceChoice {
  /** Of the form of `deviceSetting`. */
  readonly setting: string;
  readonly found: readonly Gpu[];
  /** CUDA_VISIBLE_DEVICES as it is. */
  readonly visible: string | undefined;
}

/** For this machine. @throws StudioError bad_request for a setting that is malformed or names a GPU that is not there */
export const machineDevices = (setting: string): ChosenDevices =>
  chooseDevices({ setting, found: driverGpus(), visible: process.env.CUDA_VISIBLE_DEVICES });

/** The setting that gives each of several GPUs to a process of its own; none where there are not several. */
export const gpuShares = (setting: string): string[] => {
  const { gpus } = machineDevices(setting);
  return gpus.length > 1 ? gpus.map((gpu) => `gpu:${driverGpus().indexOf(gpu)}`) : [];
};

/** @throws StudioError as `machineDevices` */
export const chooseDevices = ({ setting, found, visible }: DeviceChoice): ChosenDevices => {
  if (!deviceSetting.safeParse(setting).success) {
    throw wrong(`The device "${setting}" is not cpu, gpu:0 or several as gpu:0,gpu:1.`, { device: setting });
  }
  if (setting === '') return { gpus: visible === undefined ? found : seenGpus(found, visible), visible: undefined };
  if (setting === 'cpu') return { gpus: [], visible: '-1' };
  const gpus = [...new Set(setting.split(','))].map((device) => gpuNamed(found, device));
  return { gpus, visible: gpus.map(({ uuid }) => uuid).join() };
};

/** `CPU` or the names of the GPUs. */
export const nameOfDevices = (gpus: readonly Gpu[]): string => gpus.map(({ name }) => name).join('; ') || 'CPU';

/** As CUDA reads it: numbers or the beginnings of ids, up to the first that is of no GPU. */
const seenGpus = (found: readonly Gpu[], visible: string): Gpu[] => {
  const entries = visible.split(',').map((entry) => entry.trim());
  const gpus = entries.map((entry) =>
    found.find(({ uuid }, index) => entry === String(index) || (entry.startsWith('GPU-') && uuid.startsWith(entry))),
  );
  const end = gpus.indexOf(undefined);
  return (end < 0 ? gpus : gpus.slice(0, end)) as Gpu[];
};

const gpuNamed = (found: readonly Gpu[], device: string): Gpu => {
  const gpu = found[Number(device.slice('gpu:'.length))];
  if (gpu) return gpu;
  const there = found.map(({ name }, index) => `gpu:${index} (${name})`).join(', ') || 'none';
  throw wrong(`There is no ${device} on this machine. NVIDIA's driver tells of: ${there}.`, {
    device,
    gpus: found.length,
  });
};

const wrong = (message: string, facts: Record<string, string | number>): StudioError =>
  new StudioError('bad_request', `The setting device (UNDERSTUDY_DEVICE) is wrong: ${message}`, {
    facts: { setting: 'device', ...facts },
  });
