/** Which arithmetic the machine computes faster. */
import { existsSync, readFileSync } from 'node:fs';
import type { Precision, WantedPrecision } from '#core/contract/run.ts';
import { loadTensorFlow } from './library.ts';

export const machinePrecision = (wanted: WantedPrecision): Precision => (wanted === 'auto' ? fastest() : wanted);

/** Whether bf16 is computed, not imitated: imitated it takes ten times as long as fp32, and sums to eight bits. */
export const computesBf16 = (): boolean => loadTensorFlow().deviceName !== 'CPU' || processorComputesBf16();

/** The same of the processor alone, which needs no library. */
export const processorComputesBf16 = (): boolean => hasBf16(processorFlags());

export const hasBf16 = (flags: readonly string[]): boolean => flags.some((flag) => /^(amx|avx512)_bf16$/.test(flag));

const fastest = (): Precision => (computesBf16() ? 'bf16' : 'fp32');

const processorFlags = (): string[] => {
  const path = '/proc/cpuinfo';
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return /^flags\s*:(.*)$/m.exec(text)?.[1]?.trim().split(' ') ?? [];
};
