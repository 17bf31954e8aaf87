/**
 * The same numbers in memory of their own. A variable takes over the memory it is given, and a fed tensor's memory
 * belongs to whoever fed it: so what is fed is copied before it is assigned.
 */

import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';

export const deepCopy = (graph: GraphDraft, value: Value): Value =>
  addNode(graph, { op: 'DeepCopy', inputs: [value], attributes: { T: { type: value.dtype } }, output: value });
