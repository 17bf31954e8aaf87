import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Message,
  message,
  messageField,
  packedVarints,
  textField,
  varintField,
} from '#core/interchange/protobuf.ts';
import { inspectOnnx } from '#server/adapters/onnx/inspect-onnx.ts';
import { floats, type OnnxFile, onnxFile, tensorMessage } from '#tests/helpers/onnx-writer.ts';

const sound: OnnxFile = {
  nodes: [{ op: 'Mul', inputs: ['x', 'w'], outputs: ['y'] }],
  weights: { w: floats([2], [1, 2]) },
  inputs: { x: ['batch', 3, 8, 8], w: [2] },
  outputs: { y: [1, 3, 8, 8] },
};

/** The reason for which the file is refused; undefined where it is taken. */
const reasonOf = (file: Uint8Array): unknown => {
  try {
    inspectOnnx(file);
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'model_refused' });
    return (error as { facts: { reason: unknown } }).facts.reason;
  }
};

const withTensor = (tensor: Message): Uint8Array => onnxFile({ ...sound, graphExtra: [messageField(5, tensor)] });

const withNode = (node: Partial<OnnxFile['nodes'][number]>): Uint8Array =>
  onnxFile({ ...sound, nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['z'], ...node }] });

describe('the look through an ONNX file', () => {
  it('tells what is fed and given out, without weights that are listed as inputs', () => {
    expect(inspectOnnx(onnxFile(sound))).toEqual({
      inputs: [{ name: 'x', isFloat: true, shape: [null, 3, 8, 8] }],
      outputs: [{ name: 'y', isFloat: true, shape: [1, 3, 8, 8] }],
    });
  });

  it('refuses weights in other files', () => {
    const location = message(textField(1, 'location'), textField(2, '../../etc/passwd'));
    expect(reasonOf(withTensor(tensorMessage('e', floats([1], [1]), messageField(13, location))))).toBe(
      'external_data',
    );
    expect(reasonOf(withTensor(tensorMessage('e', floats([1], [1]), varintField(14, 1))))).toBe('external_data');
  });

  it('refuses sparse weights, as initialiser and as attribute', () => {
    const sparse = message(packedVarints(3, [1_000_000_000]));
    expect(reasonOf(onnxFile({ ...sound, graphExtra: [messageField(15, sparse)] }))).toBe('sparse_weights');
    const attribute = message(textField(1, 'sparse_value'), messageField(22, sparse));
    expect(reasonOf(withNode({ op: 'Constant', extra: [messageField(5, attribute)] }))).toBe('sparse_weights');
  });

  it('refuses ops of others, unknown ops and ops that make much out of little', () => {
    expect(reasonOf(withNode({ domain: 'com.example' }))).toBe('custom_domain');
    expect(reasonOf(withNode({ domain: 'ai.onnx' }))).toBeUndefined();
    for (const op of ['NoSuchOp', '', 'If', 'Loop', 'ConstantOfShape', 'Expand', 'Tile'])
      expect(reasonOf(withNode({ op }))).toBe('unknown_op');
  });

  it('refuses functions, training graphs and graphs within graphs', () => {
    expect(reasonOf(onnxFile({ ...sound, modelExtra: [messageField(25, message())] }))).toBe('functions');
    expect(reasonOf(onnxFile({ ...sound, modelExtra: [messageField(20, message())] }))).toBe('training_info');
    const body = message(textField(1, 'body'), messageField(6, message()));
    expect(reasonOf(withNode({ extra: [messageField(5, body)] }))).toBe('control_flow');
  });

  it('refuses weights that say that they are larger or smaller than they are, however large they say', () => {
    const claiming = (...sizes: number[]): Message =>
      message(packedVarints(1, sizes), varintField(2, 1), textField(8, 'w2'), textField(9, 'abcdefgh'));
    expect(reasonOf(withTensor(claiming(2)))).toBeUndefined();
    for (const sizes of [[1], [3], [1_000_000_000], [2 ** 40, 2 ** 40], [2, 1, 1, 1, 1, 1, 1, 1, 1]])
      expect(reasonOf(withTensor(claiming(...sizes)))).toBe('size_lie');
    // 2^62 x 4 bytes x 2 would be 0 in 64 bits.
    const wrapping = message(packedVarints(1, []), varintField(1, 2n ** 62n), varintField(1, 2n), varintField(2, 1));
    expect(reasonOf(withTensor(wrapping))).toBe('size_lie');
  });

  it('refuses types of weights that it does not know', () => {
    expect(reasonOf(withTensor(message(packedVarints(1, [1]), varintField(2, 8))))).toBe('tensor_type');
  });

  it('refuses what is no ONNX file, wherever it is cut off or altered, and never fails otherwise', () => {
    const file = onnxFile(sound);
    expect(reasonOf(new Uint8Array())).toBe('not_onnx');
    expect(reasonOf(new TextEncoder().encode('<html>not a model</html>'))).toBe('not_onnx');
    for (let length = 0; length < file.length - 4; length++)
      expect(reasonOf(file.subarray(0, length))).toBe('not_onnx');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void reasonOf(bytes)),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, value) => {
        const altered = file.slice();
        altered[at] = value;
        reasonOf(altered);
      }),
      { numRuns: 5000 },
    );
  });
});
