/** One direction of a trained model as a graph whose weights are constants: nothing to initialise, nothing to update. */
import type { Precision, Side } from '#core/contract/run.ts';
import type { ConstantTensor, GraphData, Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { constant } from '#core/graph/ops/constant.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import type { Architecture } from './architecture.ts';
import { decoderPart } from './architecture.ts';
import { bfloat16Bits } from './bfloat16.ts';
import { drawFace } from './model.ts';

export interface PredictionGraphOptions {
  readonly architecture: Architecture;
  readonly precision: Precision;
  readonly decoder: Side;
  /** The weight of a name, of the architecture's shape. */
  readonly weight: (name: string) => NamedTensor;
}

/** `faces` [n, size, size, 3] float32 in 0..1 -> `drawn`, the same. */
export const predictionNames = { faces: 'faces', drawn: 'drawn' } as const;

export const predictionGraph = ({ architecture, precision, decoder, weight }: PredictionGraphOptions): GraphData => {
  const graph = createGraph();
  const { faceSize } = architecture;
  const face = placeholder(graph, { name: predictionNames.faces, shape: [-1, faceSize, faceSize, 3] });
  const baked = (name: string): Value => constant(graph, inPrecision(weight(name), precision));
  identity(
    graph,
    drawFace({ graph, architecture, weight: baked }, { face, decoder: decoderPart(decoder), precision }),
    {
      name: predictionNames.drawn,
    },
  );
  return graph;
};

const inPrecision = ({ shape, data }: NamedTensor, precision: Precision): ConstantTensor =>
  precision === 'bf16' ? { dtype: 'bfloat16', shape, data: bfloat16Bits(data) } : { dtype: 'float32', shape, data };
