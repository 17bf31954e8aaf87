/** One model opened: squares of frames in, its outputs for each square out, in batches of a size that keeps memory small. */
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import type { Similarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleFrame } from '#core/pixels/resample.ts';
import type { GraphSession } from '#server/adapters/tensorflow/session.ts';
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
}

export interface PictureModel extends Disposable {
  readonly inputSize: number;
  /** For each view the outputs in the order asked for. */
  run(views: readonly PictureView[]): Float32Array[][];
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

interface Batch {
  readonly session: GraphSession;
  readonly options: PictureModelOptions;
  readonly views: readonly PictureView[];
}

const runBatch = ({ session, options, views }: Batch): Float32Array[][] => {
  const { inputSize: size, scale, shift, beyond } = options;
  const pixels = new Float32Array(views.length * size * size * 3); // [batch, size, size, 3]
  views.forEach(({ frame, toFrame }, index) => {
    sampleFrame(
      { frame, toFrame, width: size, height: size, beyond },
      { into: pixels, offset: index * size * size * 3, scale, shift },
    );
  });
  const outputs = session.run(
    { [options.input]: { shape: [views.length, size, size, 3], data: pixels } },
    options.outputs,
  );
  return views.map((_, index) =>
    outputs.map(({ data }) => {
      const each = data.length / views.length;
      return (data as Float32Array).subarray(index * each, (index + 1) * each);
    }),
  );
};
