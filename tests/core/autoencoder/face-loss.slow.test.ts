/** Losses of faces and their slopes against PyTorch, which computes them in float64 and another way. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faceLoss, usesRegions } from '#core/autoencoder/losses/face-loss.ts';
import type { LossSettings } from '#core/contract/training-recipe.ts';
import { lossSettings } from '#core/contract/training-recipe.ts';
import { gradients } from '#core/graph/gradients.ts';
import { createGraph } from '#core/graph/graph.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { openGraph } from '#server/adapters/tensorflow/session.ts';
import { hashed } from '#tests/oracles/hashed.ts';

interface Sampled {
  readonly at: number[];
  readonly values: number[];
  readonly norm: number;
}
interface Found {
  readonly loss: number;
  readonly slope: Sampled;
  readonly maskSlope?: Sampled;
}
const oracle: Record<string, Record<string, Found>> = JSON.parse(
  await readFile(join(import.meta.dirname, '../../oracles/face-losses.json'), 'utf8'),
).sides;

const only = (settings: Partial<LossSettings>): LossSettings => ({ ...lossSettings.parse({}), mae: 0, ...settings });
const cases: Record<string, LossSettings> = {
  mae: only({ mae: 1 }),
  mse: only({ mse: 1 }),
  dssim: only({ dssim: 1 }),
  dssimRelative: only({ dssim: 1, window: 'relative' }),
  multiScale: only({ multiScale: 1 }),
  eyesMouth: only({ mae: 1, eyesMouth: 300 }),
  masked: only({ dssim: 10, mse: 10, window: 'relative', masked: true }),
  darkened: only({ dssim: 10, mse: 10, window: 'relative', masked: true, outside: 0.25 }),
  mask: only({ mae: 1, mask: 10 }),
};

const count = 2;
const numbers = (side: number, channels: number, stream: number): Float64Array =>
  hashed(count * side * side * channels, stream);

const facesOf = (side: number) => {
  const target = numbers(side, 3, 1);
  const noise = numbers(side, 3, 2);
  return {
    target: Float32Array.from(target),
    drawn: Float32Array.from(target, (value, at) => 0.6 * value + 0.4 * (noise[at] as number)),
    regions: Float32Array.from(numbers(side, 2, 3), (value) => (value > 0.6 ? 1 : 0)),
    drawnMask: Float32Array.from(numbers(side, 1, 4)),
  };
};

const lossOf = (side: number, settings: LossSettings, drawsMask: boolean) => {
  const graph = createGraph();
  const shape = (channels: number) => [count, side, side, channels];
  const drawn = placeholder(graph, { name: 'drawn', shape: shape(3) });
  const target = placeholder(graph, { name: 'target', shape: shape(3) });
  const drawnMask = drawsMask ? placeholder(graph, { name: 'drawnMask', shape: shape(1) }) : undefined;
  const regions = usesRegions(settings, { drawsMask })
    ? placeholder(graph, { name: 'regions', shape: shape(2) })
    : undefined;
  const loss = faceLoss(graph, { drawn, target, regions, drawnMask, settings });
  identity(graph, loss, { name: 'loss' });
  const wrt = drawnMask ? [drawn, drawnMask] : [drawn];
  const slopes = gradients(graph, { of: loss, wrt }).map((slope, index) =>
    identity(graph, slope, { name: `slope_${index}` }),
  );
  using session = openGraph(graph);
  const { target: truth, ...rest } = facesOf(side);
  const fed = {
    drawn: { shape: shape(3), data: rest.drawn },
    target: { shape: shape(3), data: truth },
    ...(regions && { regions: { shape: shape(2), data: rest.regions } }),
    ...(drawnMask && { drawnMask: { shape: shape(1), data: rest.drawnMask } }),
  };
  return session.run(fed, ['loss', ...slopes.map(({ ref }) => ref)]).map(({ data }) => data as Float32Array);
};

const expectSampled = (data: Float32Array | undefined, witness: Sampled) => {
  const typical = witness.norm / Math.sqrt(data?.length ?? 0);
  for (const [index, at] of witness.at.entries()) {
    expect(Math.abs((data?.[at] as number) - (witness.values[index] as number))).toBeLessThan(1e-4 * typical);
  }
  const norm = Math.sqrt(data?.reduce((sum, value) => sum + value * value, 0) ?? 0);
  expect(Math.abs(norm / witness.norm - 1)).toBeLessThan(1e-4);
};

describe.each(['48', '64', '96'])('for faces of %s px', (side) => {
  it.each(Object.keys(cases))('%s and its slope are those of PyTorch', (name) => {
    const witness = oracle[side]?.[name] as Found;
    const [loss, slope, maskSlope] = lossOf(Number(side), cases[name] as LossSettings, name === 'mask');
    expect(Math.abs((loss?.[0] as number) / witness.loss - 1)).toBeLessThan(4e-5);
    expectSampled(slope, witness.slope);
    if (witness.maskSlope) expectSampled(maskSlope, witness.maskSlope);
  });
});

describe('the loss', () => {
  it('of the first programs is the mean of absolute differences and nothing else', () => {
    const graph = createGraph();
    const shape = [2, 16, 16, 3];
    const [drawn, target] = [placeholder(graph, { name: 'x', shape }), placeholder(graph, { name: 'y', shape })];
    faceLoss(graph, { drawn, target, settings: lossSettings.parse({}) });
    expect(graph.nodes.map(({ op }) => op).filter((op) => op !== 'Const')).toEqual([
      'Placeholder',
      'Placeholder',
      'Sub',
      'Abs',
      'Mean',
    ]);
  });

  it('asks for regions where it uses them', () => {
    const graph = createGraph();
    const shape = [2, 16, 16, 3];
    const [drawn, target] = [placeholder(graph, { name: 'x', shape }), placeholder(graph, { name: 'y', shape })];
    expect(() => faceLoss(graph, { drawn, target, settings: only({ mae: 1, masked: true }) })).toThrow(
      'needs to be given',
    );
    expect(usesRegions(only({ mae: 1 }), { drawsMask: false })).toBe(false);
    expect(usesRegions(only({ mae: 1 }), { drawsMask: true })).toBe(true);
  });
});
