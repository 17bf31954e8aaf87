/**
 * The tensor graph as data: nodes in the vocabulary of TensorFlow's op registry (the fullest public one), so that
 * a serialiser is a walk over a list. A node's inputs always come before it in the list.
 * Ops are added through the functions of `ops/`, which infer and check shapes; `gradients.ts` differentiates them.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { Shape } from './tensor.ts';

export type DataType = 'float32' | 'bfloat16' | 'float16' | 'int32' | 'int64' | 'bool' | 'uint8' | 'resource';

/** Numbers of a constant, row-major; `bfloat16` as the upper 16 bits of a float32. */
export interface ConstantTensor {
  readonly dtype: DataType;
  readonly shape: Shape;
  readonly data: Float32Array | Int32Array | Uint8Array | Uint16Array;
}

/** One attribute of a node; the key says its kind. A shape may hold -1 for a size known only when run. */
export type Attribute =
  | { readonly type: DataType }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly shape: Shape }
  | { readonly tensor: ConstantTensor }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly texts: readonly string[] }
  | { readonly types: readonly DataType[] };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** `node` or `node:1` for a tensor, `^node` for an order without data; these come last. */
  readonly inputs: readonly string[];
  readonly attributes: Attributes;
  /** Where it runs; see `on-device.ts`. */
  readonly device?: string;
}

export interface GraphData {
  readonly nodes: readonly GraphNode[];
}

/** One tensor of the graph: where it comes from and what it is. Its shape may hold -1 for the batch. */
export interface Value {
  readonly ref: string;
  readonly shape: Shape;
  readonly dtype: DataType;
}

/** A graph being written: nodes so far and the value of every reference. */
export interface GraphDraft extends GraphData {
  readonly nodes: GraphNode[];
  readonly values: Map<string, Value>;
  readonly names: Set<string>;
  /** Of the nodes that are added now. */
  device: string | undefined;
}

export interface NewNode {
  readonly op: string;
  readonly inputs?: readonly Value[];
  readonly attributes?: Attributes;
  readonly outputs: readonly { readonly shape: Shape; readonly dtype: DataType }[];
  /** Nodes that must have run before this one. */
  readonly after?: readonly Value[];
  /** Given where someone outside asks for it; else made from the op. */
  readonly name?: string;
}

export const createGraph = (): GraphDraft => ({
  nodes: [],
  values: new Map(),
  names: new Set(),
  device: undefined,
});

/** Adds a node with one output and gives it. */
export const addNode = (
  graph: GraphDraft,
  node: Omit<NewNode, 'outputs'> & { readonly output: NewNode['outputs'][number] },
): Value => {
  const [value] = addNodeWithOutputs(graph, { ...node, outputs: [node.output] });
  return value as Value;
};

/** Adds a node with any number of outputs (`name`, `name:1`, ...) and gives them in order. */
export const addNodeWithOutputs = (graph: GraphDraft, node: NewNode): Value[] => {
  const name = node.name ?? `${node.op}_${graph.nodes.length}`;
  if (graph.names.has(name)) throw graphError(`The graph has two nodes named "${name}".`);
  const inputs = (node.inputs ?? []).map((value) => value.ref);
  const order = (node.after ?? []).map((value) => `^${nodeOf(value.ref)}`);
  graph.names.add(name);
  graph.nodes.push({
    name,
    op: node.op,
    inputs: [...inputs, ...new Set(order)],
    attributes: node.attributes ?? {},
    ...(graph.device !== undefined && { device: graph.device }),
  });
  return node.outputs.map((output, index) => {
    const value: Value = { ref: index === 0 ? name : `${name}:${index}`, shape: output.shape, dtype: output.dtype };
    graph.values.set(value.ref, value);
    return value;
  });
};

/** The value a reference means; a broken promise where the graph has none. */
export const valueAt = (graph: GraphDraft, ref: string): Value => {
  const value = graph.values.get(ref);
  if (!value) throw graphError(`The graph has no tensor "${ref}".`);
  return value;
};

/** The node that a tensor or order reference names. */
export const nodeOf = (ref: string): string => {
  const bare = ref.startsWith('^') ? ref.slice(1) : ref;
  const colon = bare.lastIndexOf(':');
  return colon < 0 ? bare : bare.slice(0, colon);
};

export const graphError = (message: string): StudioError => new StudioError('internal', message);
