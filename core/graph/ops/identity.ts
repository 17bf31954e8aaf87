/** A value under a name of its own, given once other nodes have run: how a run is asked for its effects. */

import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const identity = (
  graph: GraphDraft,
  value: Value,
  options: { readonly name: string; readonly after?: readonly Value[] },
): Value =>
  addNode(graph, {
    op: 'Identity',
    inputs: [value],
    attributes: { T: { type: value.dtype } },
    output: value,
    ...options,
  });
