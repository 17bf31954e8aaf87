/**
 * Whether an ONNX file is what DeepFaceLive and FaceFusion call a model: first a square of BGR pixels in, channels last, of
 * a size that the file says; perhaps second how far the face is to morph; out, by place, the mask of the face that came in,
 * the face that was drawn, and its mask. Both programs name what goes in and count what comes out.
 */
import { inspectOnnx, type OnnxModel, type OnnxValue, refused } from './inspect-onnx.ts';

export const dfmInputs = { face: 'in_face:0', morph: 'morph_value:0' } as const;

export interface DfmModel {
  /** Side of the square, px. */
  readonly faceSize: number;
  readonly morphs: boolean;
  /** Names of what comes out. */
  readonly outputs: DfmOutputs;
}

export interface DfmOutputs {
  /** [faces, faceSize, faceSize, 1]: of the face that came in. */
  readonly faceMask: string;
  /** [faces, faceSize, faceSize, 3] BGR. */
  readonly drawn: string;
  /** As `faceMask`, of the face that was drawn. */
  readonly drawnMask: string;
}

/** @throws StudioError model_refused */
export const inspectDfm = (file: Uint8Array): DfmModel => {
  const model = inspectOnnx(file);
  const faceSize = faceSizeOf(model);
  return { faceSize, morphs: morphsBy(model), outputs: outputsOf(model, faceSize) };
};

const leastSide = 32;
/** DeepFaceLab trains up to 640. */
const mostSide = 1024;

const faceSizeOf = ({ inputs: [face] }: OnnxModel): number => {
  if (face?.name !== dfmInputs.face)
    throw refused(
      'unknown_input',
      `The first thing that a model of a face takes is ${dfmInputs.face}; this one has none.`,
    );
  const [count, height, width, channels] = face.shape;
  if (!face.isFloat || face.shape.length !== 4 || channels !== 3 || (count ?? 1) !== 1)
    throw refused('unknown_input', `${dfmInputs.face} must be floats of the shape [1 or N, side, side, 3].`);
  if (height == null || height !== width)
    throw refused('unknown_input', 'The face that goes in must be a square whose size the file says.');
  if (height < leastSide || height > mostSide)
    throw refused('face_size', `The face is of ${height} px a side; ${leastSide} to ${mostSide} are taken.`);
  return height;
};

const morphsBy = ({ inputs: [, second, ...others] }: OnnxModel): boolean => {
  if (!second) return false;
  const isMorph = second.name === dfmInputs.morph && second.isFloat && second.shape.length === 1;
  if (!isMorph || (second.shape[0] ?? 1) !== 1 || others.length > 0)
    throw refused('unknown_input', `Beside the face a model may take only ${dfmInputs.morph}, one number.`);
  return true;
};

const outputsOf = ({ outputs }: OnnxModel, faceSize: number): DfmOutputs => {
  const [faceMask, drawn, drawnMask] = outputs;
  if (!faceMask || !drawn || !drawnMask || outputs.length !== 3)
    throw refused('unknown_output', `A model of a face gives out three things, this one ${outputs.length}.`);
  if (new Set(outputs.map(({ name }) => name)).size < 3)
    throw refused('unknown_output', 'Two things that the model gives out have one name.');
  for (const [output, channels] of [
    [faceMask, 1],
    [drawn, 3],
    [drawnMask, 1],
  ] as const)
    requireShape(output, faceSize, channels);
  return { faceMask: faceMask.name, drawn: drawn.name, drawnMask: drawnMask.name };
};

/** What the file leaves open is seen when the model draws. */
const requireShape = ({ name, isFloat, shape }: OnnxValue, faceSize: number, channels: number): void => {
  const wanted = [1, faceSize, faceSize, channels];
  const fits = wanted.every((size, at) => (shape[at] ?? size) === size);
  if (isFloat && fits && (shape.length === 4 || shape.length === 0)) return;
  throw refused('unknown_output', `${name} must be floats of the shape [1 or N, ${wanted.slice(1).join(', ')}].`);
};
