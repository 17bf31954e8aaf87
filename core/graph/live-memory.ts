/**
 * How much memory one run of a graph holds at its most: its nodes are run in thought, in an order near to that of
 * TensorFlow's executor, and each tensor counts from when it is made until its last reader has run. What a kernel writes
 * over its input, or only gives another shape, counts once.
 */
import type { DataType, GraphDraft, GraphNode, Value } from './graph.ts';
import { graphError, nodeOf } from './graph.ts';
import { elementCount } from './tensor.ts';

export interface LiveMemory {
  /** Of the variables that the run reads or writes; they live from run to run. */
  readonly variableBytes: number;
  /** Of all else at one moment: what is fed, constants, tensors. */
  readonly peakBytes: number;
  /** Nodes that run. */
  readonly nodeCount: number;
}

/** Of a run that is asked for these nodes, whose shapes are all known. */
export const liveMemory = (graph: GraphDraft, asked: readonly string[]): LiveMemory => {
  const nodes = neededNodes(graph, asked);
  const walk = startWalk(graph, nodes, asked);
  for (const node of inRunningOrder(nodes)) runNode(walk, node);
  return {
    variableBytes: nodes.reduce((sum, node) => sum + variableBytes(node), 0),
    peakBytes: walk.peakBytes,
    nodeCount: nodes.length,
  };
};

/** A node's inputs come before it, so one way back finds all. */
const neededNodes = (graph: GraphDraft, asked: readonly string[]): GraphNode[] => {
  const needed = new Set(asked);
  const backwards = graph.nodes.toReversed().filter(({ name, inputs }) => {
    if (!needed.has(name)) return false;
    for (const ref of inputs) needed.add(nodeOf(ref));
    return true;
  });
  return backwards.reverse();
};

/**
 * First ready, first run; but what updates variables waits until nothing else can run, and then goes one variable after
 * another. Were each weight updated as soon as its gradient is there, few gradients would live at once: of Original that
 * foretells 180 MiB too little. Were all updates prepared before the first is made, of AdaBelief 600 MiB too much.
 */
const inRunningOrder = (nodes: readonly GraphNode[]): GraphNode[] => {
  const isLate = lateNodes(nodes);
  const waitsFor = new Map(nodes.map(({ name, inputs }) => [name, new Set(inputs.map(nodeOf)).size]));
  const followers = followersOf(nodes);
  const first: GraphNode[] = [];
  const last: GraphNode[] = [];
  const order: GraphNode[] = [];
  const add = (node: GraphNode): void => void (isLate.has(node.name) ? last : first).push(node);
  for (const node of nodes) if (node.inputs.length === 0) add(node);
  for (let node = first.shift(); node; node = first.shift() ?? last.pop()) {
    order.push(node);
    for (const follower of followers.get(node.name) ?? []) {
      const left = (waitsFor.get(follower.name) as number) - 1;
      waitsFor.set(follower.name, left);
      if (left === 0) add(follower);
    }
  }
  return order;
};

/** What writes variables, and the arithmetic that is done for nothing else. */
const lateNodes = (nodes: readonly GraphNode[]): Set<string> => {
  const followers = followersOf(nodes);
  const late = new Set<string>();
  for (const { name, op } of nodes.toReversed()) {
    const after = followers.get(name) ?? [];
    const isArithmetic = overwriting.has(op) && after.length > 0 && after.every((follower) => late.has(follower.name));
    if (writers.has(op) || isArithmetic) late.add(name);
  }
  return late;
};

const writers = new Set(['AssignVariableOp', 'AssignAddVariableOp', 'AssignSubVariableOp', 'ResourceApplyAdam']);

const followersOf = (nodes: readonly GraphNode[]): Map<string, GraphNode[]> => {
  const followers = new Map(nodes.map(({ name }): [string, GraphNode[]] => [name, []]));
  for (const node of nodes) for (const name of new Set(node.inputs.map(nodeOf))) followers.get(name)?.push(node);
  return followers;
};

/** One piece of memory; several tensors may lie in it, one after another. */
interface Piece {
  readonly bytes: number;
  /** Inputs that have still to read it. */
  readers: number;
  /** Somebody outside holds it to the end: what is fed, what is constant. */
  readonly isKept: boolean;
}

interface Walk {
  readonly graph: GraphDraft;
  readonly pieces: Map<string, Piece>;
  /** How many inputs read a tensor. */
  readonly readers: ReadonlyMap<string, number>;
  heldBytes: number;
  peakBytes: number;
}

const startWalk = (graph: GraphDraft, nodes: readonly GraphNode[], asked: readonly string[]): Walk => {
  const readers = new Map<string, number>();
  for (const ref of [...asked, ...nodes.flatMap(dataInputs)]) readers.set(ref, (readers.get(ref) ?? 0) + 1);
  return { graph, pieces: new Map(), readers, heldBytes: 0, peakBytes: 0 };
};

const runNode = (walk: Walk, node: GraphNode): void => {
  const inputs = dataInputs(node).map((ref) => pieceOf(walk, ref));
  const outputs = outputsOf(walk.graph, node).map((output) => {
    const piece = sharedPiece(node, inputs, output) ?? newPiece(walk, node, output);
    piece.readers += walk.readers.get(output.ref) ?? 0;
    walk.pieces.set(output.ref, piece);
    return piece;
  });
  walk.peakBytes = Math.max(walk.peakBytes, walk.heldBytes);
  for (const piece of inputs) piece.readers -= 1;
  for (const piece of new Set([...inputs, ...outputs])) {
    if (piece.readers === 0 && !piece.isKept) walk.heldBytes -= piece.bytes;
  }
};

const dataInputs = ({ inputs }: GraphNode): string[] => inputs.filter((ref) => !ref.startsWith('^'));

const pieceOf = ({ pieces }: Walk, ref: string): Piece => {
  const piece = pieces.get(ref);
  if (!piece) throw graphError(`"${ref}" is read before it is made.`);
  return piece;
};

/** Ops that give their first input another name or shape. */
const renaming = new Set(['Identity', 'Reshape']);

/** Ops whose kernels write over an input of the result's size that nobody else reads. */
const overwriting = new Set([
  ...['Abs', 'AddV2', 'BiasAdd', 'LeakyRelu', 'LeakyReluGrad', 'Maximum', 'Minimum', 'Mul', 'Neg', 'Pow', 'RealDiv'],
  ...['Relu', 'ReluGrad', 'Sigmoid', 'SigmoidGrad', 'Sign', 'Sqrt', 'Sub'],
]);

const sharedPiece = ({ op }: GraphNode, inputs: readonly Piece[], output: Value): Piece | undefined => {
  if (renaming.has(op)) return inputs[0];
  if (!overwriting.has(op)) return undefined;
  return inputs.find(({ isKept, readers, bytes }) => !isKept && readers === 1 && bytes === bytesOf(output));
};

const newPiece = (walk: Walk, { op }: GraphNode, output: Value): Piece => {
  // Reading a variable gives its own memory.
  const bytes = op === 'ReadVariableOp' ? 0 : bytesOf(output);
  walk.heldBytes += bytes;
  return { bytes, readers: 0, isKept: op === 'Placeholder' || op === 'Const' || op === 'ReadVariableOp' };
};

const outputsOf = ({ values }: GraphDraft, { name }: GraphNode): Value[] => {
  const outputs: Value[] = [];
  for (let value = values.get(name); value; value = values.get(`${name}:${outputs.length}`)) outputs.push(value);
  return outputs;
};

const bytesOf = ({ shape, dtype }: Value): number => elementCount(shape) * typeBytes[dtype];

const typeBytes: Readonly<Record<DataType, number>> = {
  float32: 4,
  bfloat16: 2,
  float16: 2,
  int32: 4,
  int64: 8,
  bool: 1,
  uint8: 1,
  resource: 0,
};

/** Variables are float32. */
const variableBytes = ({ op, attributes: { shape } }: GraphNode): number =>
  op === 'VarHandleOp' && shape && 'shape' in shape ? elementCount(shape.shape) * typeBytes.float32 : 0;
