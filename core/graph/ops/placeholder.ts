/** A tensor given from outside at every run. */

import type { DataType, GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';

/** `shape` may hold -1 for a size that each run chooses. */
export const placeholder = (
  graph: GraphDraft,
  options: { readonly name: string; readonly shape: Shape; readonly dtype?: DataType },
): Value => {
  const dtype = options.dtype ?? 'float32';
  return addNode(graph, {
    op: 'Placeholder',
    name: options.name,
    attributes: { dtype: { type: dtype }, shape: { shape: options.shape } },
    output: { shape: options.shape, dtype },
  });
};
