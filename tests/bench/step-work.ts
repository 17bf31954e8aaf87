/** Multiplications and additions of matrices in one training step: what its convolutions and dense layers come to. */
import type { Architecture } from '#core/autoencoder/architecture.ts';
import { drawBoth } from '#core/autoencoder/model.ts';
import { createGraph, valueAt } from '#core/graph/graph.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { elementCount } from '#core/graph/tensor.ts';

/** Forward once and backward twice, to what came in and to the weights; the first layer's pictures want no gradient. */
export const stepFlops = (architecture: Architecture, batchSize: number): number => {
  const works = forwardFlops(architecture, batchSize);
  return works.reduce((total, work) => total + 3 * work, 0) - (works[0] ?? 0);
};

const forwardFlops = (architecture: Architecture, batchSize: number): number[] => {
  const graph = createGraph();
  const { faceSize } = architecture;
  const face = (name: string) => placeholder(graph, { name, shape: [batchSize, faceSize, faceSize, 3] });
  drawBoth(
    { graph, architecture, precision: 'fp32', weight: (weight) => placeholder(graph, weight) },
    { a: face('face_a'), b: face('face_b') },
  );
  return graph.nodes
    .filter(({ op }) => op === 'Conv2D' || op === 'MatMul' || op === 'DepthwiseConv2dNative')
    .map(({ name, op, inputs }) => {
      const kernel = valueAt(graph, inputs[1] as string).shape;
      const summed = op === 'DepthwiseConv2dNative' ? kernel.slice(0, 2) : kernel.slice(0, -1);
      return 2 * elementCount(valueAt(graph, name).shape) * elementCount(summed);
    });
};
