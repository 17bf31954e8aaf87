/**
 * Reverse-mode gradients over the graph as data: walks its nodes backwards from a scalar and adds the nodes of the
 * gradient to the same graph. Only what leads to an asked value is computed.
 */
import { shapeText } from './check-shape.ts';
import type { GradientRule } from './gradient-rule.ts';
import type { GraphDraft, GraphNode, Value } from './graph.ts';
import { graphError, nodeOf, valueAt } from './graph.ts';
import { onDevice } from './on-device.ts';
import { absGradient } from './ops/abs.ts';
import { add, addGradient } from './ops/add.ts';
import { batchMatMulGradient } from './ops/batch-mat-mul.ts';
import { biasAddGradient } from './ops/bias-add.ts';
import { cast, castGradient } from './ops/cast.ts';
import { concatGradient } from './ops/concat.ts';
import { scalar } from './ops/constant.ts';
import { conv2dGradient } from './ops/conv2d.ts';
import { depthwiseConv2dGradient } from './ops/depthwise-conv2d.ts';
import { leakyReluGradient } from './ops/leaky-relu.ts';
import { matMulGradient } from './ops/mat-mul.ts';
import { meanGradient } from './ops/mean.ts';
import { mulGradient } from './ops/mul.ts';
import { powGradient } from './ops/pow.ts';
import { realDivGradient } from './ops/real-div.ts';
import { reluGradient } from './ops/relu.ts';
import { reshapeGradient } from './ops/reshape.ts';
import { sigmoidGradient } from './ops/sigmoid.ts';
import { splitGradient } from './ops/split.ts';
import { subGradient } from './ops/sub.ts';
import { sumGradient } from './ops/sum.ts';
import { transposeGradient } from './ops/transpose.ts';

/** The gradients of the scalar `of` with respect to each value of `wrt`, in order, of their shapes and types. */
export const gradients = (
  graph: GraphDraft,
  options: { readonly of: Value; readonly wrt: readonly Value[] },
): Value[] => {
  const { of, wrt } = options;
  if (of.shape.length !== 0) throw graphError(`A gradient is of a scalar, not of ${shapeText(of.shape)}.`);
  const leading = nodesFrom(graph, wrt);
  const found = new Map<string, Value>([[of.ref, cast(graph, scalar(graph, 1), of.dtype)]]);
  // The list as it was: what is added below is the gradient itself.
  for (const node of [...graph.nodes].reverse()) {
    onDevice(graph, node.device, () => passBack({ graph, node, leading, found }));
  }
  return wrt.map((value) => found.get(value.ref) ?? noPath(of, value));
};

/** Ops that have a gradient, by their name in the graph. */
export const gradientRules: Readonly<Record<string, GradientRule>> = {
  Abs: absGradient,
  AddV2: addGradient,
  BatchMatMulV2: batchMatMulGradient,
  BiasAdd: biasAddGradient,
  Cast: castGradient,
  ConcatV2: concatGradient,
  Conv2D: conv2dGradient,
  DepthwiseConv2dNative: depthwiseConv2dGradient,
  LeakyRelu: leakyReluGradient,
  MatMul: matMulGradient,
  Mean: meanGradient,
  Mul: mulGradient,
  Pow: powGradient,
  RealDiv: realDivGradient,
  Relu: reluGradient,
  Reshape: reshapeGradient,
  Sigmoid: sigmoidGradient,
  Split: splitGradient,
  Sub: subGradient,
  Sum: sumGradient,
  Transpose: transposeGradient,
};

interface PassBack {
  readonly graph: GraphDraft;
  readonly node: GraphNode;
  readonly leading: ReadonlySet<string>;
  readonly found: Map<string, Value>;
}

const passBack = ({ graph, node, leading, found }: PassBack): void => {
  const outputs = outputsOf(graph, node);
  const gradients = outputs.map((output) => found.get(output.ref));
  const gradient = gradients.find((each) => each !== undefined);
  const wanted = dataInputs(node).map((ref) => leading.has(nodeOf(ref)));
  if (!gradient || !wanted.includes(true)) return;
  const rule = gradientRules[node.op];
  if (!rule) throw graphError(`The op ${node.op} has no gradient.`);
  const inputs = dataInputs(node).map((ref) => valueAt(graph, ref));
  const passed = rule({
    graph,
    inputs,
    output: outputs[0] as Value,
    attributes: node.attributes,
    gradient,
    gradients,
    wants: (index) => wanted[index] === true,
  });
  inputs.forEach((input, index) => {
    const part = passed[index];
    if (!part || !wanted[index]) return;
    const before = found.get(input.ref);
    found.set(input.ref, before ? add(graph, before, part) : part);
  });
};

const outputsOf = (graph: GraphDraft, node: GraphNode): Value[] => {
  const outputs: Value[] = [];
  for (let value = graph.values.get(node.name); value; value = graph.values.get(`${node.name}:${outputs.length}`)) {
    outputs.push(value);
  }
  return outputs;
};

/** The nodes of the values, and every node that depends on one of them. */
const nodesFrom = (graph: GraphDraft, values: readonly Value[]): Set<string> => {
  const reached = new Set(values.map((value) => nodeOf(value.ref)));
  for (const node of graph.nodes) {
    if (dataInputs(node).some((ref) => reached.has(nodeOf(ref)))) reached.add(node.name);
  }
  return reached;
};

const dataInputs = (node: GraphNode): string[] => node.inputs.filter((ref) => !ref.startsWith('^'));

const noPath = (of: Value, value: Value): never => {
  throw graphError(`"${of.ref}" does not depend on "${value.ref}".`);
};
