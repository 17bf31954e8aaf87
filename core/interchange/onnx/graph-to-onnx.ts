/**
 * A graph of ours as nodes of ONNX. Ours has channels last, ONNX' convolutions have them second: each stands between two
 * turns of its picture, which ONNX Runtime moves together and strikes out when it loads the model. What only trains has
 * no place here.
 */
import { type ConstantTensor, type GraphDraft, type GraphNode, graphError, valueAt } from '#core/graph/graph.ts';
import type { Shape } from '#core/graph/tensor.ts';
import type { OnnxNode, OnnxTensor } from './onnx-file.ts';

export interface OnnxNodes {
  readonly nodes: readonly OnnxNode[];
  readonly weights: Readonly<Record<string, OnnxTensor>>;
}

/** Tensors keep their names; placeholders are left to whoever puts the nodes into a model. */
export const graphToOnnx = (graph: GraphDraft): OnnxNodes => {
  const constants = new Map(graph.nodes.filter(({ op }) => op === 'Const').map((node) => [node.name, tensorOf(node)]));
  const weights: Record<string, OnnxTensor> = {};
  const context: Context = {
    shape: (ref) => valueAt(graph, ref).shape,
    constant: (ref) => constants.get(ref) ?? fail(`"${ref}" is no constant`),
    weight: (name, tensor) => {
      weights[name] = tensor;
      return name;
    },
  };
  const nodes = graph.nodes.flatMap((node) => {
    if (node.op === 'Placeholder') return [];
    const translate = Object.hasOwn(translations, node.op) ? translations[node.op] : undefined;
    return translate ? translate(node, context) : fail(`ONNX has no place for ${node.op}`);
  });
  // Kernels are in the file as they were turned, not as they were too.
  const used = new Set(nodes.flatMap(({ inputs }) => inputs));
  return { nodes, weights: Object.fromEntries(Object.entries(weights).filter(([name]) => used.has(name))) };
};

interface Context {
  readonly shape: (ref: string) => Shape;
  readonly constant: (ref: string) => ConstantTensor;
  /** Keeps a weight and gives its name. */
  readonly weight: (name: string, tensor: OnnxTensor) => string;
}

type Translate = (node: GraphNode, context: Context) => OnnxNode[];

const tensorOf = ({ attributes }: GraphNode): ConstantTensor =>
  (attributes.value as { readonly tensor: ConstantTensor }).tensor;

const fail = (why: string): never => {
  throw graphError(`This graph cannot be written as ONNX: ${why}.`);
};

/** The same inputs under another name of the op. */
const as =
  (op: string): Translate =>
  ({ name, inputs }) => [{ op, inputs, outputs: [name] }];

const integersOf = ({ data }: ConstantTensor): number[] => Array.from(data as Int32Array);

export const integers = (values: readonly number[]): OnnxTensor => ({
  shape: [values.length],
  data: BigInt64Array.from(values.map(BigInt)),
});

const constant: Translate = ({ name, ...node }, { weight }) => {
  const { dtype, shape, data } = tensorOf({ name, ...node });
  // Integers are shapes and axes: their users take them as attributes.
  if (dtype === 'float32') weight(name, { shape, data: data as Float32Array });
  else if (dtype !== 'int32') fail(`constants of ${dtype}`);
  return [];
};

/** The nodes between a picture with channels last and the same afterwards, `op` working on channels second. */
const channelsSecond = ({ name, inputs }: GraphNode, op: Omit<OnnxNode, 'inputs' | 'outputs'>, more: string[] = []) => [
  { op: 'Transpose', inputs: [inputs[0] as string], outputs: [`${name}/in`], ints: { perm: [0, 3, 1, 2] } },
  { ...op, inputs: [`${name}/in`, ...more], outputs: [`${name}/out`] },
  { op: 'Transpose', inputs: [`${name}/out`], outputs: [name], ints: { perm: [0, 2, 3, 1] } },
];

const convolution =
  ({ groups }: { readonly groups: 'one' | 'a channel each' }): Translate =>
  (node, context) => {
    const [input, filter] = node.inputs as [string, string];
    const [, height, width] = context.shape(input) as [number, number, number, number];
    const [, stride] = (node.attributes.strides as { readonly ints: readonly number[] }).ints as [number, number];
    const kernel = context.constant(filter);
    const [kernelHeight, kernelWidth, channels] = kernel.shape as [number, number, number, number];
    const tall = padding({ size: height, kernel: kernelHeight, stride });
    const wide = padding({ size: width, kernel: kernelWidth, stride });
    const op = {
      op: 'Conv',
      ints: { pads: [tall.before, wide.before, tall.after, wide.after], strides: [stride, stride] },
      int: { group: groups === 'one' ? 1 : channels },
    };
    // [kh, kw, in, out] -> [out, in, kh, kw]; of a channel each: [kh, kw, channels, 1] -> [channels, 1, kh, kw].
    const turned = transposed(kernel, groups === 'one' ? [3, 2, 0, 1] : [2, 3, 0, 1]);
    return channelsSecond(node, op, [context.weight(`${node.name}/kernel`, turned)]);
  };

/** What TensorFlow calls SAME: as many zeros as make ceil(size / stride) places, the odd one behind. */
const padding = ({
  size,
  kernel,
  stride,
}: {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
}) => {
  const all = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  const before = Math.floor(all / 2);
  return { before, after: all - before };
};

export const transposed = (
  { shape, data }: Pick<ConstantTensor, 'shape' | 'data'>,
  order: readonly number[],
): OnnxTensor => {
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const [sizes, strides] = [order.map((axis) => shape[axis] as number), order.map((axis) => steps[axis] as number)];
  const out = new Float32Array(data.length);
  const place = sizes.map(() => 0);
  let from = 0;
  for (let at = 0; at < out.length; at++) {
    out[at] = data[from] as number;
    // Counts up like the hand of a clock: the last axis first, the next where it comes round.
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      place[axis] = (place[axis] as number) + 1;
      from += strides[axis] as number;
      if ((place[axis] as number) < (sizes[axis] as number)) break;
      from -= (sizes[axis] as number) * (strides[axis] as number);
      place[axis] = 0;
    }
  }
  return { shape: sizes, data: out };
};

const transpose: Translate = ({ name, inputs }, { constant: constantOf }) => [
  {
    op: 'Transpose',
    inputs: inputs.slice(0, 1),
    outputs: [name],
    ints: { perm: integersOf(constantOf(inputs[1] as string)) },
  },
];

const leakyRelu: Translate = ({ name, inputs, attributes }) => [
  {
    op: 'LeakyRelu',
    inputs,
    outputs: [name],
    float: { alpha: (attributes.alpha as { readonly float: number }).float },
  },
];

/** A size that is not known yet is the batch: ONNX copies it from the input where a 0 stands. */
const reshape: Translate = ({ name, inputs }, { constant: constantOf, weight }) => {
  const [input, shape] = inputs as [string, string];
  const sizes = integersOf(constantOf(shape)).map((size) => Math.max(size, 0));
  return [{ op: 'Reshape', inputs: [input, weight(`${name}/shape`, integers(sizes))], outputs: [name] }];
};

const concat: Translate = ({ name, inputs }, { constant: constantOf }) => [
  {
    op: 'Concat',
    inputs: inputs.slice(0, -1),
    outputs: [name],
    int: { axis: integersOf(constantOf(inputs.at(-1) as string))[0] as number },
  },
];

const mean: Translate = ({ name, inputs, attributes }, { constant: constantOf }) => [
  {
    op: 'ReduceMean',
    inputs: inputs.slice(0, 1),
    outputs: [name],
    ints: { axes: integersOf(constantOf(inputs[1] as string)) },
    int: { keepdims: (attributes.keep_dims as { readonly bool: boolean }).bool ? 1 : 0 },
  },
];

const matMul: Translate = ({ name, inputs, attributes }) => {
  const isTurned = ['transpose_a', 'transpose_b'].some((key) => (attributes[key] as { readonly bool: boolean }).bool);
  return isTurned ? fail('a product of turned matrices') : [{ op: 'MatMul', inputs, outputs: [name] }];
};

const translations: Readonly<Record<string, Translate>> = {
  Const: constant,
  Conv2D: convolution({ groups: 'one' }),
  DepthwiseConv2dNative: convolution({ groups: 'a channel each' }),
  LeakyRelu: leakyRelu,
  Reshape: reshape,
  Transpose: transpose,
  ConcatV2: concat,
  Mean: mean,
  MatMul: matMul,
  BiasAdd: as('Add'),
  AddV2: as('Add'),
  Mul: as('Mul'),
  Sub: as('Sub'),
  Pow: as('Pow'),
  Relu: as('Relu'),
  Sigmoid: as('Sigmoid'),
  Identity: as('Identity'),
};
