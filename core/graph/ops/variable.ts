/**
 * A tensor that the session keeps from run to run, float32. A variable is its handle; it is read as a value and
 * written by `assign` and the optimiser.
 */

import { sameShape, shapeText } from '#core/graph/check-shape.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode, graphError } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';

export interface Variable {
  readonly name: string;
  readonly shape: Shape;
  readonly handle: Value;
}

export const variable = (graph: GraphDraft, options: { readonly name: string; readonly shape: Shape }): Variable => {
  const handle = addNode(graph, {
    op: 'VarHandleOp',
    name: options.name,
    attributes: {
      dtype: { type: 'float32' },
      shape: { shape: options.shape },
      shared_name: { text: options.name },
      container: { text: '' },
    },
    output: { shape: [], dtype: 'resource' },
  });
  return { name: options.name, shape: options.shape, handle };
};

/** The numbers of a variable at this moment of the run; the leaf at which gradients end. */
export const readVariable = (
  graph: GraphDraft,
  read: Variable,
  options: { readonly name?: string; readonly after?: readonly Value[] } = {},
): Value =>
  addNode(graph, {
    op: 'ReadVariableOp',
    inputs: [read.handle],
    attributes: { dtype: { type: 'float32' } },
    output: { shape: read.shape, dtype: 'float32' },
    ...options,
  });

/** Writes a variable. Gives the writing node, for others to come after it; it has no tensor. */
export const assign = (graph: GraphDraft, target: Variable, value: Value, options: Order = {}): Value =>
  write(graph, { op: 'AssignVariableOp', target, value, ...options });

/** Adds to a variable, in place where nobody else holds its numbers. Gives the writing node. */
export const assignAdd = (graph: GraphDraft, target: Variable, value: Value, options: Order = {}): Value =>
  write(graph, { op: 'AssignAddVariableOp', target, value, ...options });

/** Subtracts from a variable, as `assignAdd` adds. */
export const assignSub = (graph: GraphDraft, target: Variable, value: Value, options: Order = {}): Value =>
  write(graph, { op: 'AssignSubVariableOp', target, value, ...options });

interface Order {
  /** Nodes that must have run before. */
  readonly after?: readonly Value[];
}

interface Write extends Order {
  readonly op: 'AssignVariableOp' | 'AssignAddVariableOp' | 'AssignSubVariableOp';
  readonly target: Variable;
  readonly value: Value;
}

const write = (graph: GraphDraft, { op, target, value, after }: Write): Value => {
  if (!sameShape(target.shape, value.shape)) {
    throw graphError(
      `Variable "${target.name}" of ${shapeText(target.shape)} does not take ${shapeText(value.shape)}.`,
    );
  }
  return addNode(graph, {
    op,
    inputs: [target.handle, value],
    attributes: { dtype: { type: 'float32' } },
    output: { shape: [], dtype: 'resource' },
    after,
  });
};
