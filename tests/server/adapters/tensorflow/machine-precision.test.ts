import { expect, it } from 'vitest';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { computesBf16, hasBf16, machinePrecision } from '#server/adapters/tensorflow/machine-precision.ts';

it.each([
  [['avx2', 'fma'], false],
  [['avx2', 'avx512f', 'avx512_vnni'], false],
  [['avx2', 'avx512_bf16'], true],
  [['avx2', 'amx_bf16', 'amx_tile'], true],
  [[], false],
] as const)('a processor with %j computes bf16: %s', (flags, does) => {
  expect(hasBf16(flags)).toBe(does);
});

it('takes bf16 by itself only where it is computed, and what was asked for anywhere', () => {
  expect(machinePrecision('auto')).toBe(computesBf16() ? 'bf16' : 'fp32');
  expect(machinePrecision('bf16')).toBe('bf16');
  expect(machinePrecision('fp32')).toBe('fp32');
});

it('says in which precision a model trains', () => {
  using trainer = createTensorFlowEngine().openTrainer({
    ...{ architecture: 'swift', batchSize: 1, precision: 'auto', learningRate: 1e-3, seed: 1 },
  });
  expect(trainer.precision).toBe(machinePrecision('auto'));
});
