/** The GPUs that NVIDIA's driver answers for, in its own order, which is that of `nvidia-smi`. */
import { spawnSync } from 'node:child_process';

export interface Gpu {
  /** By which CUDA can be told of it, whatever order it counts in. */
  readonly uuid: string;
  readonly name: string;
  /** 8.6 and the like; undefined where the driver does not say. */
  readonly computeCapability: number | undefined;
}

/** Asked once a thread: the driver takes up to a second to answer. */
export const driverGpus = (): readonly Gpu[] => {
  found ??= parseGpus(askDriver());
  return found;
};

/** Lines of `uuid, compute capability, name`. */
export const parseGpus = (said: string): Gpu[] =>
  said.split('\n').flatMap((line) => {
    const [, uuid, capability, name] = /^(GPU-[\w-]+), ([^,]+), (.+?)\s*$/.exec(line) ?? [];
    return uuid && name ? [{ uuid, name, computeCapability: Number(capability) || undefined }] : [];
  });

let found: readonly Gpu[] | undefined;

/** Empty where there is no driver. */
const askDriver = (): string => {
  const asked = ['--query-gpu=uuid,compute_cap,name', '--format=csv,noheader'];
  const { status, stdout } = spawnSync('nvidia-smi', asked, { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? stdout : '';
};
