import { describe, expect, it } from 'vitest';
import { sharesOf } from '#core/autoencoder/replicas.ts';
import { trainingGraph } from '#core/autoencoder/training-graph.ts';
import { smallArchitecture } from '#tests/helpers/small-autoencoder.ts';

const devices = ['/device:GPU:0', '/device:GPU:1'];

describe('the shares of a batch', () => {
  it.each([
    [8, 0, [[0, 8]]],
    [8, 1, [[0, 8]]],
    [
      8,
      2,
      [
        [0, 4],
        [4, 4],
      ],
    ],
    [
      9,
      4,
      [
        [0, 3],
        [3, 3],
        [6, 3],
      ],
    ],
    [7, 4, [[0, 7]]],
    [
      2,
      4,
      [
        [0, 1],
        [1, 1],
      ],
    ],
  ])('of %i faces on %i devices are even and hold every face once: %j', (batchSize, count, expected) => {
    const named = Array.from({ length: count }, (_, index) => `/device:GPU:${index}`);
    const shares = sharesOf(batchSize, named);
    expect(shares.map(({ begin, size }) => [begin, size])).toEqual(expected);
    expect(shares.map(({ device }) => device)).toEqual(count === 0 ? [undefined] : named.slice(0, expected.length));
  });
});

describe('a training graph on two devices', () => {
  const graphOn = (named: readonly string[]) =>
    trainingGraph({ architecture: smallArchitecture, batchSize: 4, precision: 'fp32', devices: named }).graph;
  const { nodes } = graphOn(devices);
  const placed = (op: string, device?: string): number =>
    nodes.filter((node) => node.op === op && node.device === device).length;

  it('has forward and backward once on each, as often as on one', () => {
    const plain = graphOn([]).nodes;
    for (const op of ['Conv2DBackpropFilter', 'Conv2DBackpropInput', 'LeakyReluGrad']) {
      const once = plain.filter((node) => node.op === op).length;
      expect(once).toBeGreaterThan(0);
      expect(devices.map((device) => placed(op, device))).toEqual([once, once]);
      expect(placed(op)).toBe(0);
    }
  });

  it('has weights and optimiser once, where the engine puts them', () => {
    const plain = graphOn([]).nodes;
    for (const op of ['VarHandleOp', 'ResourceApplyAdam']) {
      expect(placed(op)).toBe(plain.filter((node) => node.op === op).length);
      expect(devices.map((device) => placed(op, device))).toEqual([0, 0]);
    }
  });
});

it('a graph that is given no device names none', () => {
  const { graph } = trainingGraph({ architecture: smallArchitecture, batchSize: 4, precision: 'fp32' });
  expect(graph.nodes.filter(({ device }) => device !== undefined)).toEqual([]);
});
