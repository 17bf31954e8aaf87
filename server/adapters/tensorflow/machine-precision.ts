/** Which arithmetic the machine computes faster. */
import { existsSync, readFileSync } from 'node:fs';
import type { Precision, WantedPrecision } from '#core/contract/run.ts';
import type { Gpu } from './driver-gpus.ts';
import { loadTensorFlow } from './library.ts';

export const machinePrecision = (wanted: WantedPrecision): Precision => (wanted === 'auto' ? fastest() : wanted);

/** Whether bf16 is computed, not imitated: imitated it takes ten times as long as fp32, and sums to eight bits. */
export const computesBf16 = (): boolean => {
  const { usesGpu, gpus } = loadTensorFlow();
  return usesGpu ? gpusComputeBf16(gpus) : processorComputesBf16();
};

/** From Ampere on; not of GPUs of which nothing is known. */
export const gpusComputeBf16 = (gpus: readonly Gpu[]): boolean =>
  gpus.length > 0 && gpus.every(({ computeCapability = 0 }) => computeCapability >= 8);

/** The same of the processor alone, which needs no library. */
export const processorComputesBf16 = (): boolean => hasBf16(processorFlags());

export const hasBf16 = (flags: readonly string[]): boolean => flags.some((flag) => /^(amx|avx512)_bf16$/.test(flag));

const fastest = (): Precision => (computesBf16() ? 'bf16' : 'fp32');

const processorFlags = (): string[] => {
  const path = '/proc/cpuinfo';
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return /^flags\s*:(.*)$/m.exec(text)?.[1]?.trim().split(' ') ?? [];
};
