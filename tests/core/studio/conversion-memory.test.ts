import { expect, test } from 'vitest';
import { sideWeights } from '#core/autoencoder/architecture.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { conversionMemory } from '#core/studio/conversion-memory.ts';
import { facts } from '#tests/server/helpers/scenes.ts';

const drawer = { runId: 'one', architecture: 'swift', to: 'b' } as const;

test('a model is counted once, however many faces it draws, and another run or direction as one more', () => {
  const one = conversionMemory([drawer]);
  expect(conversionMemory([drawer, { ...drawer }])).toBe(one);
  const rest = conversionMemory([]);
  expect(conversionMemory([drawer, { ...drawer, to: 'a' }]) - rest).toBe(2 * (one - rest));
  expect(conversionMemory([drawer, { ...drawer, runId: 'two' }]) - rest).toBe(2 * (one - rest));
});

test('a model is foretold at least the numbers that its file holds', () => {
  const bytes = (architecture: keyof typeof architectures) =>
    4 *
    sideWeights(architectures[architecture], 'b').reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  for (const architecture of ['swift', 'original'] as const)
    expect(conversionMemory([{ ...drawer, architecture }]) - conversionMemory([])).toBeGreaterThanOrEqual(
      bytes(architecture),
    );
});

test('a clip whose own samples are kept takes more, the more of them there are', () => {
  const of = (pixelFormat: string, format: 'h264' | 'prores' | 'ffv1') =>
    conversionMemory([drawer], { facts: { ...facts, pixelFormat }, settings: { format, depth: 'source' } });
  expect(of('yuv420p', 'ffv1')).toBe(conversionMemory([drawer]));
  expect(of('yuv444p12le', 'h264')).toBe(conversionMemory([drawer]));
  const samples = (format: Parameters<typeof of>) => of(...format) - conversionMemory([drawer]);
  // Two bytes for each of two samples a pixel, and for each of three.
  expect(samples(['yuv444p12le', 'ffv1']) / samples(['yuv422p10le', 'prores'])).toBeCloseTo(1.5, 2);
  expect(samples(['yuv422p10le', 'prores']) / samples(['yuv422p', 'ffv1'])).toBeCloseTo(2, 2);
});
