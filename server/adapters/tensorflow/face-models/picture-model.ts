/** One model opened: squares of frames in, its outputs for each square out, in batches of a size that keeps memory small. */
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleFrame } from '#core/pixels/resample.ts';
import { createSharedFloats } from '#core/pixels/shared-floats.ts';
import { openGraphThread } from '#server/adapters/tensorflow/graph-thread.ts';
import type { GraphSession, OutputTensor } from '#server/adapters/tensorflow/session.ts';
import { openGraph } from '#server/adapters/tensorflow/session.ts';
import type { ModelName } from './model-file.ts';
import { readModelFile } from './model-file.ts';
import { modelGraph } from './model-graph.ts';

export interface PictureModelOptions {
  readonly name: ModelName;
  /** Name of the placeholder. */
  readonly input: string;
  readonly inputSize: number;
  readonly outputs: readonly string[];
  /** How the model wants its pixels: value (0..255) x scale + shift. */
  readonly scale: number;
  readonly shift: number;
  readonly beyond: 'edge' | 'black';
}

export interface PictureView {
  readonly frame: VideoFrame;
  readonly toFrame: Similarity<InputPoint, FramePoint>;
  /** Left and right are changed for the model, in what it says, too. */
  readonly mirrored?: boolean;
}

export interface PictureModel extends Disposable {
  readonly inputSize: number;
  /** For each view the outputs in the order asked for. */
  run(views: readonly PictureView[]): Float32Array[][];
}

/** The same in a thread of its own: frames are read before `run` returns, the model runs after. */
export interface PictureModelThread extends Disposable {
  readonly inputSize: number;
  run(views: readonly PictureView[]): Promise<Float32Array[][]>;
}

/** Pictures in one run: more gain nothing on a processor and cost memory. */
const batchSize = 16;

export const openPictureModel = (options: PictureModelOptions): PictureModel => {
  const session = openGraph(modelGraph(readModelFile(options.name), options.outputs));
  return {
    inputSize: options.inputSize,
    run: (views) => {
      const results: Float32Array[][] = [];
      for (let start = 0; start < views.length; start += batchSize) {
        results.push(...runBatch({ session, options, views: views.slice(start, start + batchSize) }));
      }
      return results;
    },
    [Symbol.dispose]: () => session.close(),
  };
};

export const openPictureModelThread = (options: PictureModelOptions): PictureModelThread => {
  const thread = openGraphThread(modelGraph(readModelFile(options.name), options.outputs), options.name);
  const buffers = createSharedFloats();
  const runBatch = async (views: readonly PictureView[]): Promise<Float32Array[][]> => {
    const pixels = buffers.take(pixelCount(options, views.length));
    samplePixels(options, views, pixels);
    try {
      const outputs = await thread.run({ [options.input]: feed(options, views.length, pixels) }, options.outputs);
      return splitOutputs(outputs, views.length);
    } finally {
      buffers.giveBack(pixels);
    }
  };
  return {
    inputSize: options.inputSize,
    run: async (views) => {
      const batches: Promise<Float32Array[][]>[] = [];
      for (let start = 0; start < views.length; start += batchSize)
        batches.push(runBatch(views.slice(start, start + batchSize)));
      return (await Promise.all(batches)).flat();
    },
    [Symbol.dispose]: () => thread[Symbol.dispose](),
  };
};

interface Batch {
  readonly session: GraphSession;
  readonly options: PictureModelOptions;
  readonly views: readonly PictureView[];
}

const runBatch = ({ session, options, views }: Batch): Float32Array[][] => {
  const pixels = new Float32Array(pixelCount(options, views.length));
  samplePixels(options, views, pixels);
  const outputs = session.run({ [options.input]: feed(options, views.length, pixels) }, options.outputs);
  return splitOutputs(outputs, views.length);
};

const pixelCount = ({ inputSize }: PictureModelOptions, count: number): number => count * inputSize * inputSize * 3;

const feed = ({ inputSize }: PictureModelOptions, count: number, data: Float32Array) => ({
  shape: [count, inputSize, inputSize, 3],
  data,
});

/** [batch, size, size, 3] */
const samplePixels = (options: PictureModelOptions, views: readonly PictureView[], pixels: Float32Array): void => {
  const { inputSize: size, scale, shift, beyond } = options;
  const each = size * size * 3;
  views.forEach(({ frame, toFrame, mirrored }, index) => {
    sampleFrame(
      { frame, toFrame, width: size, height: size, beyond },
      { into: pixels, offset: index * each, scale, shift },
    );
    if (mirrored) mirrorRows(pixels.subarray(index * each, (index + 1) * each), size);
  });
};

const mirrorRows = (pixels: Float32Array, size: number): void => {
  for (let start = 0; start < pixels.length; start += size * 3) {
    const row = pixels.slice(start, start + size * 3);
    for (let column = 0; column < size; column += 1)
      pixels.set(row.subarray(column * 3, column * 3 + 3), start + (size - 1 - column) * 3);
  }
};

const splitOutputs = (outputs: readonly OutputTensor[], count: number): Float32Array[][] =>
  Array.from({ length: count }, (_, index) =>
    outputs.map(({ data }) => {
      const each = data.length / count;
      return (data as Float32Array).subarray(index * each, (index + 1) * each);
    }),
  );
