/** One direction of a trained model as a graph whose weights are constants: nothing to initialise, nothing to update. */
import type { Precision, Side } from '#core/contract/run.ts';
import type { ConstantTensor, GraphData, Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { constant } from '#core/graph/ops/constant.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import type { Architecture } from './architecture.ts';
import { bfloat16Bits } from './bfloat16.ts';
import type { WeightSpec } from './layers.ts';
import { drawAs } from './model.ts';

export interface PredictionGraphOptions {
  readonly architecture: Architecture;
  readonly precision: Precision;
  /** Who is drawn. */
  readonly side: Side;
  /** The weight asked for, of the architecture's shape. */
  readonly weight: (weight: WeightSpec) => NamedTensor;
}

/**
 * `faces` [n, size, size, 3] float32 in 0..1 -> `drawn` [n, drawn size, drawn size, 3] and, of a model that draws one,
 * `mask` [n, drawn size, drawn size, 1].
 */
export const predictionNames = { faces: 'faces', drawn: 'drawn', mask: 'mask' } as const;

export const predictionGraph = ({ architecture, precision, side, weight }: PredictionGraphOptions): GraphData => {
  const graph = createGraph();
  const { faceSize } = architecture;
  const face = placeholder(graph, { name: predictionNames.faces, shape: [-1, faceSize, faceSize, 3] });
  const baked = (spec: WeightSpec): Value => constant(graph, inPrecision(weight(spec), precision));
  const drawn = drawAs({ graph, architecture, precision, weight: baked }, face, side);
  identity(graph, drawn.face, { name: predictionNames.drawn });
  if (drawn.mask) identity(graph, drawn.mask, { name: predictionNames.mask });
  return graph;
};

const inPrecision = ({ shape, data }: NamedTensor, precision: Precision): ConstantTensor =>
  precision === 'bf16' ? { dtype: 'bfloat16', shape, data: bfloat16Bits(data) } : { dtype: 'float32', shape, data };
