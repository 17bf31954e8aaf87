/** Random numbers in [0, 1) that depend on a seed alone, which makes them the same at each run and on each device. */

import { checkKnown } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import { integers } from './constant.ts';

/** `seed` is two integers. */
export const statelessUniform = (graph: GraphDraft, options: { readonly shape: Shape; readonly seed: Value }): Value =>
  addNode(graph, {
    op: 'StatelessRandomUniform',
    inputs: [integers(graph, checkKnown('StatelessRandomUniform', options.shape)), options.seed],
    attributes: { dtype: { type: 'float32' }, T: { type: 'int32' }, Tseed: { type: options.seed.dtype } },
    output: { shape: options.shape, dtype: 'float32' },
  });
