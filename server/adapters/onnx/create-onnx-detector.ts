/** A detector of one's own, given as an ONNX file: looked through first, then run by ONNX Runtime. */
import { readFileSync, statSync } from 'node:fs';
import { StudioError } from '#core/contract/errors.ts';
import { type DetectedFace, faceInFrame, type InputFace, type View } from '#core/detection/detected-face.ts';
import { mergeOverlapping } from '#core/detection/merge-overlapping.ts';
import { searchFrames } from '#core/detection/search-frames.ts';
import type { FrameSquare } from '#core/geometry/input-square.ts';
import { squareToFrame } from '#core/geometry/input-square.ts';
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import type { FaceDetector } from '#server/ports/face-detector.ts';
import { fillInput } from './fill-input.ts';
import { inspectOnnx, type OnnxModel, refused } from './inspect-onnx.ts';
import { type OnnxSession, openOnnxSession } from './onnx-session.ts';
import { layoutOf, type OutputLayout, type OutputTensor } from './output-layouts.ts';

/** @throws StudioError file_missing, model_refused, engine_missing */
export const createOnnxDetector = (path: string): FaceDetector => {
  const file = readModel(path);
  const model = inspectOnnx(file);
  const layout = layoutOf(model);
  const input = inputOf(model);
  const session = openOnnxSession({ file, outputs: layout.outputs });
  const opened = { session, layout, input };
  try {
    layout.check(runBlank(opened), input);
  } catch (error) {
    session[Symbol.dispose]();
    throw error;
  }
  const looker = {
    inputSize: Math.min(input.width, input.height),
    look: (views: readonly View[], floor: number) => lookAt(opened, views, floor),
  };
  return {
    detect: (frames, { thorough }) => searchFrames({ looker, frames, thorough }),
    [Symbol.dispose]: () => session[Symbol.dispose](),
  };
};

/** The largest detectors are a tenth of this. */
const maxFileBytes = 256e6;

const readModel = (path: string): Uint8Array => {
  const facts = { path };
  const about = statSync(path, { throwIfNoEntry: false });
  if (!about?.isFile()) throw new StudioError('file_missing', 'There is no such detector model.', { facts });
  if (about.size > maxFileBytes)
    throw refused('too_large', `A detector model is no larger than ${maxFileBytes / 1e6} MB.`);
  return readFileSync(path);
};

interface ModelInput {
  readonly name: string;
  /** Pictures in one run. */
  readonly batch: number;
  readonly width: number;
  readonly height: number;
}

interface Opened {
  readonly session: OnnxSession;
  readonly layout: OutputLayout;
  readonly input: ModelInput;
}

/** Where the file leaves the picture's size open. */
const openSize = 640;

/** Where the file leaves the batch open: more would only take memory. */
const openBatch = 4;

const inputOf = ({ inputs }: OnnxModel): ModelInput => {
  const [input] = inputs;
  if (!input || inputs.length !== 1 || !input.isFloat || input.shape.length !== 4)
    throw refused('unknown_input', 'The model must take one input, floats of the shape [N, 3, height, width].');
  const [batch, channels, height, width] = input.shape;
  const sizes = [height ?? openSize, width ?? openSize] as const;
  if ((batch ?? 1) !== 1 || channels !== 3 || sizes.some((size) => size < 32 || size > 2048))
    throw refused('unknown_input', 'The input must be [1 or N, 3, height, width], each side of 32 to 2048 px.');
  return { name: input.name, batch: batch === null ? openBatch : 1, height: sizes[0], width: sizes[1] };
};

/** One black picture: a model that can not be run is told of at once, not in the middle of a clip. */
const runBlank = ({ session, input }: Opened): ReadonlyMap<string, OutputTensor> => {
  const shape = [1, 3, input.height, input.width];
  try {
    return session.run({ [input.name]: { shape, data: new Float32Array(3 * input.height * input.width) } });
  } catch (cause) {
    throw refused('not_runnable', 'ONNX Runtime can not run the model on a picture.', cause);
  }
};

const lookAt = (opened: Opened, views: readonly View[], floor: number): DetectedFace[][] => {
  const { batch } = opened.input;
  const found: DetectedFace[][] = [];
  for (let start = 0; start < views.length; start += batch)
    found.push(...runBatch(opened, views.slice(start, start + batch), floor));
  return found;
};

const runBatch = ({ session, layout, input }: Opened, views: readonly View[], floor: number): DetectedFace[][] => {
  const { name, width, height } = input;
  const pictures = views.map(({ frame, square }) => ({ frame, toFrame: inputToFrame(square, input) }));
  const data = fillInput(pictures, { ...layout, width, height });
  const outputs = session.run({ [name]: { shape: [views.length, 3, height, width], data } });
  return pictures.map(({ toFrame }, index) =>
    mergeOverlapping(layout.decode({ outputs, index, width, height, floor }).filter(isPlausible)).map((face) =>
      faceInFrame(face, toFrame),
    ),
  );
};

/** The square fills the middle of the input; an oblong one shows more of the frame to its sides. */
const inputToFrame = (square: FrameSquare, { width, height }: ModelInput): Similarity<InputPoint, FramePoint> => {
  const inner = Math.min(width, height);
  const { a, b, tx, ty } = squareToFrame(square, inner);
  const [left, top] = [(width - inner) / 2, (height - inner) / 2];
  return { a, b, tx: tx - (a * left - b * top), ty: ty - (b * left + a * top) };
};

/** A foreign model's numbers may be anything. */
const isPlausible = ({ score, box, eyes }: InputFace): boolean =>
  [score, box.left, box.top, box.width, box.height, ...(eyes ?? []).flat()].every(Number.isFinite) &&
  score <= 1 &&
  box.width > 0 &&
  box.height > 0;
