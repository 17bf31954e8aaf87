/**
 * A model of others as small as one can be, made by hand: it draws what it is given with more of one colour, sees a face in
 * the left half of its square, and draws one in the upper half.
 */
import { floats, integers, type OnnxFile, type OnnxNode, onnxFile } from './onnx-writer.ts';

export const handMadeColour = { red: 0.9, green: 0.2, blue: 0.1 } as const;

/** What it draws is half of what it is given and half that colour, or of this the share that `morph_value:0` says. */
export const handMadeDfm = (size: number, { morphs = false } = {}, change: Partial<OnnxFile> = {}): Uint8Array =>
  onnxFile({ ...handMadeFile(size, { morphs }), ...change });

export const handMadeFile = (size: number, { morphs = false } = {}): OnnxFile => {
  const { red, green, blue } = handMadeColour;
  const half = (is: (y: number, x: number) => boolean) =>
    floats(
      [1, size, size, 1],
      Float32Array.from({ length: size * size }, (_, at) => (is(Math.floor(at / size), at % size) ? 1 : 0)),
    );
  return {
    nodes: [
      ...(morphs ? [] : [{ op: 'Identity', inputs: ['half'], outputs: ['share'] }]),
      ...(morphs ? [{ op: 'Identity', inputs: ['morph_value:0'], outputs: ['share'] }] : []),
      { op: 'Sub', inputs: ['one', 'share'], outputs: ['rest'] },
      { op: 'Mul', inputs: ['in_face:0', 'rest'], outputs: ['kept'] },
      { op: 'Mul', inputs: ['bgr', 'share'], outputs: ['added'] },
      { op: 'Add', inputs: ['kept', 'added'], outputs: ['out_celeb_face:0'] },
      ...ofBatch('left', 'out_face_mask:0'),
      ...ofBatch('upper', 'out_celeb_face_mask:0'),
    ],
    weights: {
      one: floats([1], [1]),
      half: floats([1], [0.5]),
      none: floats([1], [0]),
      bgr: floats([1, 1, 1, 3], [blue, green, red]),
      left: half((_, x) => x < size / 2),
      upper: half((y) => y < size / 2),
      axes: integers([3]),
    },
    inputs: { 'in_face:0': ['N', size, size, 3], ...(morphs && { 'morph_value:0': [1] }) },
    outputs: {
      'out_face_mask:0': ['N', size, size, 1],
      'out_celeb_face:0': ['N', size, size, 3],
      'out_celeb_face_mask:0': ['N', size, size, 1],
    },
  };
};

/** A mask of as many faces as came in. */
const ofBatch = (mask: string, output: string): OnnxNode[] => [
  { op: 'ReduceSum', inputs: ['in_face:0', 'axes'], outputs: [`${output}/sum`] },
  { op: 'Mul', inputs: [`${output}/sum`, 'none'], outputs: [`${output}/nothing`] },
  { op: 'Add', inputs: [`${output}/nothing`, mask], outputs: [output] },
];
