/** Files that say that they are models of a face and are none, or are more: told by the walk alone, before any library. */
import { describe, expect, it } from 'vitest';
import {
  type Message,
  message,
  messageField,
  packedVarints,
  textField,
  varintField,
} from '#core/interchange/protobuf.ts';
import { inspectDfm } from '#server/adapters/onnx/inspect-dfm.ts';
import { handMadeDfm, handMadeFile } from '#tests/helpers/hand-made-dfm.ts';
import { floats, type OnnxFile, type OnnxNode, onnxFile, tensorMessage } from '#tests/helpers/onnx-writer.ts';

const size = 96;
const sound = handMadeFile(size);
const face = sound.inputs['in_face:0'] as NonNullable<OnnxFile['inputs'][string]>;
const [faceMask, drawn, drawnMask] = Object.entries(sound.outputs) as [
  [string, readonly (number | string)[]],
  [string, readonly (number | string)[]],
  [string, readonly (number | string)[]],
];

const changed = (change: Partial<OnnxFile>): Uint8Array => onnxFile({ ...sound, ...change });
const withInputs = (inputs: OnnxFile['inputs']) => changed({ inputs });
const withOutputs = (...outputs: (readonly [string, readonly (number | string)[]])[]) =>
  changed({ outputs: Object.fromEntries(outputs) });
const withNode = (node: Partial<OnnxNode>) =>
  changed({ nodes: [...sound.nodes, { op: 'Relu', inputs: ['kept'], outputs: ['more'], ...node }] });
const withWeight = (...fields: readonly Message[]) =>
  changed({ graphExtra: [messageField(5, message(textField(8, 'w'), ...fields))] });
const square = (...shape: (number | string)[]) => ({ 'in_face:0': shape });

/** A value of another element type: 10 = float16. */
const halfFloatInput = () => {
  const dims = ['N', size, size, 3].map((each) =>
    messageField(1, typeof each === 'number' ? varintField(1, each) : textField(2, each)),
  );
  const tensor = message(varintField(1, 10), messageField(2, message(...dims)));
  const value = message(textField(1, 'in_face:0'), messageField(2, message(messageField(1, tensor))));
  return changed({ inputs: {}, graphExtra: [messageField(11, value)] });
};

const location = message(textField(1, 'location'), textField(2, '/etc/passwd'));
const sparse = message(packedVarints(3, [1_000_000_000]));
const attributed = (number: number, given: ReturnType<typeof message>) => [
  messageField(5, message(textField(1, 'a'), messageField(number, given))),
];

const hostile: readonly (readonly [what: string, reason: string, file: () => Uint8Array])[] = [
  ['an empty file', 'not_onnx', () => new Uint8Array()],
  ['a page of the web', 'not_onnx', () => new TextEncoder().encode('<html>model.dfm</html>')],
  ['the first half of a model', 'not_onnx', () => handMadeDfm(size).slice(0, 20_000)],
  ['a model without its last bytes', 'not_onnx', () => handMadeDfm(size).slice(0, -40)],
  ['two graphs', 'not_onnx', () => changed({ modelExtra: [messageField(7, message())] })],
  ['a graph of training', 'training_info', () => changed({ modelExtra: [messageField(20, message())] })],
  ['functions of its own', 'functions', () => changed({ modelExtra: [messageField(25, message())] })],
  ['weights in another file', 'external_data', () => withWeight(packedVarints(1, [1]), messageField(13, location))],
  ['weights that lie elsewhere', 'external_data', () => withWeight(varintField(2, 1), varintField(14, 1))],
  [
    'a constant in another file',
    'external_data',
    () => withNode({ op: 'Constant', inputs: [], extra: attributed(5, message(messageField(13, location))) }),
  ],
  ['weights in segments', 'not_onnx', () => withWeight(messageField(3, message()))],
  ['sparse weights', 'sparse_weights', () => changed({ graphExtra: [messageField(15, sparse)] })],
  ['a sparse constant', 'sparse_weights', () => withNode({ op: 'Constant', extra: attributed(22, sparse) })],
  ['a list of sparse constants', 'sparse_weights', () => withNode({ op: 'Constant', extra: attributed(23, sparse) })],
  [
    'weights larger than they are',
    'size_lie',
    () => withWeight(packedVarints(1, [2 ** 30, 2 ** 30]), varintField(2, 1), textField(9, 'abcd')),
  ],
  [
    'weights smaller than they are',
    'size_lie',
    () => withWeight(packedVarints(1, [1]), varintField(2, 1), textField(9, 'abcdefgh')),
  ],
  [
    'a size that wraps around to nothing',
    'size_lie',
    () => withWeight(varintField(1, 2n ** 62n), varintField(1, 4n), varintField(2, 1)),
  ],
  ['weights of text', 'tensor_type', () => withWeight(packedVarints(1, [1]), varintField(2, 8))],
  ["somebody's own op", 'custom_domain', () => withNode({ domain: 'com.microsoft' })],
  ['an op that nobody knows', 'unknown_op', () => withNode({ op: 'RunShellCommand' })],
  ['a loop', 'unknown_op', () => withNode({ op: 'Loop' })],
  ['a branch', 'unknown_op', () => withNode({ op: 'If' })],
  ['an op that fills the memory', 'unknown_op', () => withNode({ op: 'ConstantOfShape' })],
  ['an op that repeats without end', 'unknown_op', () => withNode({ op: 'Tile' })],
  ['an op that draws numbers by chance', 'unknown_op', () => withNode({ op: 'RandomNormal' })],
  ['a graph within an op', 'control_flow', () => withNode({ extra: attributed(6, message()) })],
  [
    'more ops than any model has',
    'too_large',
    () => changed({ nodes: Array.from({ length: 5001 }, () => ({ op: 'Relu', inputs: ['kept'], outputs: ['more'] })) }),
  ],
  ['nothing to be given', 'unknown_input', () => withInputs({})],
  ['a face by another name', 'unknown_input', () => withInputs({ 'in_face:1': face })],
  [
    'a face that is a weight',
    'unknown_input',
    () => changed({ graphExtra: [messageField(5, tensorMessage('in_face:0', floats([1], [1])))] }),
  ],
  ['the face second', 'unknown_input', () => withInputs({ 'morph_value:0': [1], 'in_face:0': face })],
  ['a face of half floats', 'unknown_input', halfFloatInput],
  ['channels before rows', 'unknown_input', () => withInputs(square('N', 3, size, size))],
  ['a face that is no square', 'unknown_input', () => withInputs(square('N', size, size + 32, 3))],
  ['a face of any size', 'unknown_input', () => withInputs(square('N', 'side', 'side', 3))],
  ['four channels', 'unknown_input', () => withInputs(square('N', size, size, 4))],
  ['sixteen faces at once', 'unknown_input', () => withInputs(square(16, size, size, 3))],
  ['a face of one pixel', 'face_size', () => withInputs(square('N', 1, 1, 3))],
  ['a face of a hundred thousand pixels a side', 'face_size', () => withInputs(square('N', 1e5, 1e5, 3))],
  ['a second thing that does not morph', 'unknown_input', () => withInputs({ 'in_face:0': face, extra: [1] })],
  ['a morph of many numbers', 'unknown_input', () => withInputs({ 'in_face:0': face, 'morph_value:0': [4] })],
  [
    'a third thing to be given',
    'unknown_input',
    () => withInputs({ 'in_face:0': face, 'morph_value:0': [1], more: [1] }),
  ],
  ['nothing given out', 'unknown_output', () => withOutputs()],
  ['two things given out', 'unknown_output', () => withOutputs(faceMask, drawn)],
  ['four things given out', 'unknown_output', () => withOutputs(faceMask, drawn, drawnMask, ['more', [1]])],
  ['the face given out first', 'unknown_output', () => withOutputs(drawn, faceMask, drawnMask)],
  [
    'a face given out of another size',
    'unknown_output',
    () => withOutputs(faceMask, ['out_celeb_face:0', ['N', 128, 128, 3]], drawnMask),
  ],
  [
    'a mask of three channels',
    'unknown_output',
    () => withOutputs(faceMask, drawn, ['out_celeb_face_mask:0', ['N', size, size, 3]]),
  ],
];

const reasonOf = (file: Uint8Array): unknown => {
  try {
    inspectDfm(file);
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'model_refused' });
    return (error as { facts: { reason: unknown } }).facts.reason;
  }
};

describe('a model of others', () => {
  it('is taken of any size that the file says, and tells whether it morphs', () => {
    expect(inspectDfm(handMadeDfm(96))).toEqual({
      faceSize: 96,
      morphs: false,
      outputs: { faceMask: 'out_face_mask:0', drawn: 'out_celeb_face:0', drawnMask: 'out_celeb_face_mask:0' },
    });
    expect(inspectDfm(handMadeDfm(160, { morphs: true }))).toMatchObject({ faceSize: 160, morphs: true });
  });

  it('is taken by the place of what it gives out, whatever that is called, and where sizes are left open', () => {
    const outputs = { one: ['N', size, size, 1], two: ['a', 'b', 'c', 3], three: ['a', 'b', 'c', 'd'] };
    expect(inspectDfm(changed({ outputs })).outputs).toEqual({ faceMask: 'one', drawn: 'two', drawnMask: 'three' });
    expect(inspectDfm(changed({ inputs: square(1, size, size, 3) })).faceSize).toBe(size);
  });

  it.each(hostile)('is refused with %s (%s)', (_, reason, file) => {
    expect(reasonOf(file())).toBe(reason);
  });
});
