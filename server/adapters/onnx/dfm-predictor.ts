/**
 * A model of others as the pipeline knows models: RGB in the place of BGR, and of its two masks the lesser, as FaceFusion
 * has it: where either says that there is no face, the new one does not show. One face at a time: the programs that such
 * files are made for feed no more, and some files take no more.
 */
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import { type DfmModel, dfmInputs } from './inspect-dfm.ts';
import { refused } from './inspect-onnx.ts';
import { type OnnxSession, openOnnxSession } from './onnx-session.ts';
import type { OutputTensor } from './output-layouts.ts';

export interface DfmPredictorOptions {
  /** Looked through. */
  readonly file: Uint8Array;
  readonly model: DfmModel;
}

/** A model that cannot be run is told of at once, not in the middle of a clip. @throws StudioError model_refused, engine_missing */
export const createDfmPredictor = ({ file, model }: DfmPredictorOptions): FacePredictor => {
  const session = openOnnxSession({ file, outputs: Object.values(model.outputs) });
  const { faceSize } = model;
  const draw = (bgr: Float32Array, morph: number): Drawn => drawOne({ session, model, morph }, bgr);
  try {
    draw(new Float32Array(faceSize * faceSize * 3).fill(0.5), 1);
  } catch (error) {
    session[Symbol.dispose]();
    throw error;
  }
  return {
    faceSize,
    drawnSize: faceSize,
    squareShare: 1,
    predict: async ({ faces, count, morph = 1 }) => {
      const each = faceSize * faceSize;
      const drawn = { faces: new Float32Array(count * each * 3), masks: new Float32Array(count * each) };
      for (let index = 0; index < count; index++) {
        const one = draw(turned(faces.subarray(index * each * 3, (index + 1) * each * 3)), morph);
        drawn.faces.set(turned(one.drawn), index * each * 3);
        drawn.masks.set(lesser(one.faceMask, one.drawnMask), index * each);
        await breath();
      }
      return drawn;
    },
    [Symbol.dispose]: () => session[Symbol.dispose](),
  };
};

/** Programs that decode and encode are fed meanwhile. */
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Opened {
  readonly session: OnnxSession;
  readonly model: DfmModel;
  readonly morph: number;
}

interface Drawn {
  readonly faceMask: Float32Array;
  readonly drawn: Float32Array;
  readonly drawnMask: Float32Array;
}

const drawOne = ({ session, model, morph }: Opened, bgr: Float32Array): Drawn => {
  const { faceSize, morphs, outputs } = model;
  const results = runOrRefuse(session, {
    [dfmInputs.face]: { shape: [1, faceSize, faceSize, 3], data: bgr },
    ...(morphs && { [dfmInputs.morph]: { shape: [1], data: Float32Array.of(morph) } }),
  });
  const picture = (name: string, channels: number) => pictureIn(results, { name, faceSize, channels });
  return {
    faceMask: picture(outputs.faceMask, 1),
    drawn: picture(outputs.drawn, 3),
    drawnMask: picture(outputs.drawnMask, 1),
  };
};

const runOrRefuse = (session: OnnxSession, inputs: Readonly<Record<string, OutputTensor>>) => {
  try {
    return session.run(inputs);
  } catch (cause) {
    throw refused('not_runnable', 'ONNX Runtime can not run the model on a face.', cause);
  }
};

interface Wanted {
  readonly name: string;
  readonly faceSize: number;
  readonly channels: number;
}

/** Held to 0..1; a foreign model's numbers may be anything, and what is none is black. */
const pictureIn = (results: ReadonlyMap<string, OutputTensor>, { name, faceSize, channels }: Wanted): Float32Array => {
  const { shape, data } = results.get(name) as OutputTensor;
  const wanted = [1, faceSize, faceSize, channels];
  if (shape.length !== 4 || wanted.some((size, at) => shape[at] !== size))
    throw refused('unknown_output', `${name} is [${shape.join(', ')}], not [${wanted.join(', ')}].`);
  for (let at = 0; at < data.length; at++) {
    const value = data[at] as number;
    if (!(value >= 0)) data[at] = 0;
    else if (value > 1) data[at] = 1;
  }
  return data;
};

/** RGB to BGR and back. */
const turned = (pixels: Float32Array): Float32Array => {
  const into = new Float32Array(pixels.length);
  for (let at = 0; at < pixels.length; at += 3) {
    into[at] = pixels[at + 2] as number;
    into[at + 1] = pixels[at + 1] as number;
    into[at + 2] = pixels[at] as number;
  }
  return into;
};

const lesser = (one: Float32Array, other: Float32Array): Float32Array =>
  one.map((value, at) => Math.min(value, other[at] as number));
