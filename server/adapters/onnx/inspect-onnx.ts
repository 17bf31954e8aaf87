/**
 * Walks through an ONNX file before any library sees it, and lets through only what a plain network is made of: known
 * ops of the standard set, weights that lie in the file, sizes that are true. Refused above all are data in other files,
 * sparse weights (154 bytes of them take a gigabyte), ops of others' libraries, graphs within graphs, and ops that make
 * much out of little. Field numbers are those of `onnx.proto3`, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
import { StudioError } from '#core/contract/errors.ts';
import { type Field, ProtobufError, readBytes, readFields, readText, readVarints } from './read-protobuf.ts';

export interface OnnxModel {
  /** What must be fed: weights that old files list among the inputs are left out. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export interface OnnxValue {
  readonly name: string;
  readonly isFloat: boolean;
  /** Sizes; null where the file leaves one open. */
  readonly shape: readonly (number | null)[];
}

/** @throws StudioError model_refused */
export const inspectOnnx = (file: Uint8Array): OnnxModel => {
  try {
    return inspectModel(file);
  } catch (error) {
    if (error instanceof ProtobufError) throw refused('not_onnx', `This is not an ONNX file: ${error.message}.`);
    throw error;
  }
};

/** How one hears of it; `reason` is for programs. */
export const refused = (reason: string, sentence: string, cause?: unknown): StudioError =>
  new StudioError('model_refused', sentence, { facts: { reason }, cause });

const inspectModel = (file: Uint8Array): OnnxModel => {
  let graph: Uint8Array | undefined;
  let standardOps = false;
  for (const field of readFields(file)) {
    switch (field.number) {
      case 7:
        if (graph) throw refused('not_onnx', 'The file holds two graphs.');
        graph = readBytes(field);
        break;
      case 8:
        standardOps = inspectOpset(readBytes(field)) || standardOps;
        break;
      case 20:
        throw refused('training_info', 'The model carries a training graph; only what draws or finds faces is taken.');
      case 25:
        throw refused('functions', 'The model defines ops of its own; only standard ONNX ops are taken.');
    }
  }
  if (!graph || !standardOps) throw refused('not_onnx', 'This is not an ONNX file: it has no graph or no set of ops.');
  return inspectGraph(graph);
};

/** True for the standard set. */
const inspectOpset = (bytes: Uint8Array): boolean => {
  let domain = '';
  for (const field of readFields(bytes)) if (field.number === 1) domain = readText(field);
  // Exporters list sets that no op of the graph is of: only ops themselves are refused for their set.
  return isStandard(domain);
};

const isStandard = (domain: string): boolean => domain === '' || domain === 'ai.onnx';

const inspectGraph = (bytes: Uint8Array): OnnxModel => {
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  const weights = new Set<string>();
  let nodes = 0;
  for (const field of readFields(bytes)) {
    if (field.number === 1) inspectNode(readBytes(field));
    if (field.number === 1 && ++nodes > maxNodes) throw refused('too_large', `The model has over ${maxNodes} ops.`);
    if (field.number === 5) weights.add(inspectTensor(readBytes(field)));
    if (field.number === 11) inputs.push(inspectValue(readBytes(field)));
    if (field.number === 12) outputs.push(inspectValue(readBytes(field)));
    if (field.number === 15) throw refused('sparse_weights', 'The model has sparse weights, which are not taken.');
  }
  return { inputs: inputs.filter(({ name }) => !weights.has(name)), outputs };
};

const maxNodes = 5000;

const inspectNode = (bytes: Uint8Array): void => {
  let [op, domain] = ['', ''];
  for (const field of readFields(bytes)) {
    if (field.number === 4) op = readText(field);
    if (field.number === 7) domain = readText(field);
    if (field.number === 5) inspectAttribute(readBytes(field));
  }
  if (!isStandard(domain))
    throw refused('custom_domain', `The op ${op} is of the set "${domain}", not of ONNX itself.`);
  if (!allowedOps.has(op))
    throw refused('unknown_op', `The op ${op || '(unnamed)'} is not among those that are taken.`);
};

/**
 * What convolutional detectors are exported to, and DeepFaceLab's models by tf2onnx. Not here: control flow, and ops that
 * make much out of little.
 */
const allowedOps: ReadonlySet<string> = new Set(
  [
    'Abs Add AveragePool BatchNormalization Cast Ceil Clip Concat Constant Conv ConvTranspose DepthToSpace Div Elu Equal Exp',
    'Flatten Floor Gather Gemm GlobalAveragePool GlobalMaxPool HardSigmoid HardSwish Identity InstanceNormalization LeakyRelu',
    'Log MatMul Max MaxPool Min Mul Neg PRelu Pad Pow Reciprocal ReduceMax ReduceMean ReduceSum Relu Reshape Resize Shape',
    'Sigmoid Slice Softmax SpaceToDepth Split Sqrt Squeeze Sub Sum Tanh Transpose Unsqueeze Upsample Where',
  ].flatMap((line) => line.split(' ')),
);

const inspectAttribute = (bytes: Uint8Array): void => {
  for (const field of readFields(bytes)) {
    if (field.number === 5 || field.number === 10) inspectTensor(readBytes(field));
    if (field.number === 6 || field.number === 11)
      throw refused('control_flow', 'The model has a graph within its graph, which is not taken.');
    if (field.number === 22 || field.number === 23)
      throw refused('sparse_weights', 'The model has sparse weights, which are not taken.');
  }
};

/** Bytes of one element by TensorProto.DataType; text, complex numbers and the newest small floats are not taken. */
const elementBytes: ReadonlyMap<number, number> = new Map([
  [1, 4],
  [2, 1],
  [3, 1],
  [4, 2],
  [5, 2],
  [6, 4],
  [7, 8],
  [9, 1],
  [10, 2],
  [11, 8],
  [12, 4],
  [13, 8],
  [16, 2],
]);

/** The tensor's name. What it says of its size must be what lies in the file. */
const inspectTensor = (bytes: Uint8Array): string => {
  let name = '';
  let type = 0;
  let raw: Uint8Array | undefined;
  let listed = 0;
  const sizes: bigint[] = [];
  for (const field of readFields(bytes)) {
    if (field.number === 1) sizes.push(...readVarints(field));
    else if (field.number === 2) type = Number(field.value);
    else if (field.number === 8) name = readText(field);
    else if (field.number === 9) raw = readBytes(field);
    else if (field.number === 13 || (field.number === 14 && field.value !== 0n))
      throw refused('external_data', 'The model keeps weights in another file; give one that holds them itself.');
    else if (field.number === 3) throw refused('not_onnx', 'The model has weights in segments.');
    else listed += countListed(field);
  }
  const bytesEach = elementBytes.get(type);
  if (bytesEach === undefined) throw refused('tensor_type', `The weights "${name}" are of the type ${type}.`);
  // Multiplied as bigints: nothing that a file says of itself may overflow.
  const count = sizes.reduce((product, size) => product * size, 1n);
  const held = raw ? BigInt(raw.length) : BigInt(listed) * BigInt(bytesEach);
  if (sizes.length > 8 || (raw && listed > 0) || count * BigInt(bytesEach) !== held)
    throw refused('size_lie', `The weights "${name}" say that they are of another size than they are.`);
  return name;
};

/** How many numbers one of the typed lists holds: floats of 4 bytes, doubles of 8, the others varints. */
const countListed = (field: Field): number => {
  const { number, bytes } = field;
  if (number === 4 || number === 10) return bytes ? wholeNumber(bytes.length / (number === 4 ? 4 : 8)) : 1;
  return number === 5 || number === 7 || number === 11 ? readVarints(field).length : 0;
};

const wholeNumber = (count: number): number => {
  if (!Number.isInteger(count)) throw new ProtobufError('a list of numbers ends within one');
  return count;
};

const inspectValue = (bytes: Uint8Array): OnnxValue => {
  let name = '';
  let type: Uint8Array | undefined;
  for (const field of readFields(bytes)) {
    if (field.number === 1) name = readText(field);
    if (field.number === 2) type = readBytes(field);
  }
  let [elementType, shape] = [0, [] as (number | null)[]];
  for (const field of type ? readFields(type) : []) {
    if (field.number !== 1) continue;
    for (const part of readFields(readBytes(field))) {
      if (part.number === 1) elementType = Number(part.value);
      if (part.number === 2) shape = inspectShape(readBytes(part));
    }
  }
  return { name, isFloat: elementType === 1, shape };
};

const inspectShape = (bytes: Uint8Array): (number | null)[] =>
  [...readFields(bytes)]
    .filter((field) => field.number === 1)
    .map((dimension) => {
      const [size] = [...readFields(readBytes(dimension))].filter((part) => part.number === 1);
      // 0 and below stand for "any" in what some exporters write.
      const value = size ? BigInt.asIntN(64, size.value) : 0n;
      return value > 0n && value < 1n << 31n ? Number(value) : null;
    });
