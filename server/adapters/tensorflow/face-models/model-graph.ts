/**
 * A shipped model as a graph of plain TensorFlow ops that takes any number of pictures at once: fused ops are unfolded
 * (the library fuses them again by itself), `Prelu`, which it lacks, is written out, and shapes that were fixed to one
 * picture are opened.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { Attribute, Attributes, ConstantTensor, DataType, GraphData, GraphNode } from '#core/graph/graph.ts';
import type { ModelAttribute, ModelFile, ModelNode } from './model-file.ts';

/** The part of the model that the outputs need, inputs before their users. */
export const modelGraph = (file: ModelFile, outputs: readonly string[]): GraphData => {
  const needed = neededBy(file, outputs);
  const shapes = new Set(needed.filter((node) => node.op === 'Reshape').map((node) => node.input[1]));
  return { nodes: needed.flatMap((node) => translate(node, file, shapes.has(node.name))) };
};

/** Depth first from the outputs, so that the list comes out in order of use. */
const neededBy = (file: ModelFile, outputs: readonly string[]): ModelNode[] => {
  const byName = new Map(file.nodes.map((node) => [node.name, node]));
  const ordered = new Map<string, ModelNode>();
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    const node = byName.get(name);
    if (!node) throw new StudioError('internal', `The model has no node "${name}".`);
    node.input.forEach(visit);
    ordered.set(name, node);
  };
  outputs.forEach(visit);
  return [...ordered.values()];
};

const translate = (node: ModelNode, file: ModelFile, isShape: boolean): GraphNode[] => {
  if (node.op === 'Const') return [constant(node.name, weightOf(file, node.name), isShape)];
  if (node.op === 'Placeholder') return [placeholder(node)];
  if (node.op === 'Prelu')
    return prelu({ name: node.name, input: node.input[0] as string, slope: node.input[1], file });
  const plain = unfused[node.op];
  if (plain !== undefined) return unfold(node, plain, file);
  return [{ name: node.name, op: node.op, inputs: node.input, attributes: attributesOf(node) }];
};

const constant = (name: string, tensor: ConstantTensor, isShape: boolean): GraphNode => {
  const data = isShape ? Int32Array.from(tensor.data, (size, axis) => (axis === 0 ? -1 : size)) : tensor.data;
  return {
    name,
    op: 'Const',
    inputs: [],
    attributes: { dtype: { type: tensor.dtype }, value: { tensor: { ...tensor, data } } },
  };
};

const weightOf = (file: ModelFile, name: string): ConstantTensor => {
  const tensor = file.weights.get(name);
  if (!tensor) throw new StudioError('internal', `The model has no weights for "${name}".`);
  return tensor;
};

const placeholder = (node: ModelNode): GraphNode => {
  const sizes = (node.attr.shape?.shape?.dim ?? []).map(({ size }) => size);
  return {
    name: node.name,
    op: 'Placeholder',
    inputs: [],
    attributes: { dtype: { type: 'float32' }, shape: { shape: [-1, ...sizes.slice(1)] } },
  };
};

const float: Attributes = { T: { type: 'float32' } };

interface Prelu {
  readonly name: string;
  readonly input: string;
  readonly slope: string | undefined;
  readonly file: ModelFile;
}

/** max(x, slope * x) where no slope is above 1, else relu(x) + slope * min(x, 0): each op is a walk over all of memory. */
const prelu = ({ name, input, slope = '', file }: Prelu): GraphNode[] => {
  const step = (suffix: string, op: string, inputs: readonly string[]): GraphNode => ({
    name: `${name}${suffix}`,
    op,
    inputs,
    attributes: float,
  });
  if (weightOf(file, slope).data.every((value) => value <= 1))
    return [step('/sloped', 'Mul', [slope, input]), step('', 'Maximum', [input, `${name}/sloped`])];
  return [
    constant(`${name}/zero`, { dtype: 'float32', shape: [], data: new Float32Array(1) }, false),
    step('/positive', 'Relu', [input]),
    step('/negative', 'Minimum', [input, `${name}/zero`]),
    step('/sloped', 'Mul', [slope, `${name}/negative`]),
    step('', 'AddV2', [`${name}/positive`, `${name}/sloped`]),
  ];
};

const unfused: Readonly<Record<string, string>> = {
  _FusedConv2D: 'Conv2D',
  _FusedMatMul: 'MatMul',
};

/** The plain op, then each fused one in turn; the last takes the fused node's name. */
const unfold = (node: ModelNode, op: string, file: ModelFile): GraphNode[] => {
  const steps = (node.attr.fused_ops?.list?.s ?? []).map(fromBase64);
  const [input, kernel, bias, slope] = node.input as [string, string, string, string | undefined];
  const attributes = attributesOf(node);
  const kept = plainAttributes.flatMap((key) => (attributes[key] ? [[key, attributes[key]]] : []));
  const plain: GraphNode = {
    ...{ name: `${node.name}/plain`, op, inputs: [input, kernel] },
    attributes: { ...float, ...(Object.fromEntries(kept) as Attributes) },
  };
  const names = steps.map((step, index) => (index === steps.length - 1 ? node.name : `${node.name}/${step}`));
  const unfolded = steps.flatMap((step, index) => {
    const name = names[index] as string;
    const from = names[index - 1] ?? plain.name;
    if (step === 'Prelu') return prelu({ name, input: from, slope, file });
    return [{ name, op: step, inputs: step === 'BiasAdd' ? [from, bias] : [from], attributes: float }];
  });
  return [plain, ...unfolded];
};

const plainAttributes = ['strides', 'padding', 'data_format', 'dilations', 'transpose_a', 'transpose_b'];

const attributesOf = (node: ModelNode): Attributes =>
  Object.fromEntries(
    Object.entries(node.attr).flatMap(([key, value]) => {
      const attribute = translateAttribute(value);
      return attribute ? [[key, attribute]] : [];
    }),
  );

const translateAttribute = (value: ModelAttribute): Attribute | undefined => {
  if (value.type !== undefined) return { type: typeNames[value.type] as DataType };
  if (value.i !== undefined) return { int: value.i };
  if (value.b !== undefined) return { bool: value.b };
  if (value.s !== undefined) return { text: fromBase64(value.s) };
  if (value.list?.i) return { ints: value.list.i };
  // Empty lists and what converters noted for themselves: the op's own default holds.
  return undefined;
};

const typeNames: Record<string, DataType> = { DT_FLOAT: 'float32', DT_INT32: 'int32', DT_BOOL: 'bool' };

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');
