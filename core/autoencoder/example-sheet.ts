/** A picture of examples beside each other: for each person a row of what the model is given, above what it is to draw. */
import type { Augmentation } from '#core/contract/augmentation.ts';
import type { Side } from '#core/contract/run.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import { batchLengths, makeExamples } from './training-data.ts';
import type { TrainingFace } from './training-face.ts';

export interface ExampleSheet {
  readonly faces: Readonly<Record<Side, readonly TrainingFace[]>>;
  readonly augmentation: Augmentation;
  readonly seed: number;
  /** Side of a picture, px. */
  readonly size: number;
  /** Examples of each person; where there are fewer faces they come again, made otherwise. */
  readonly columns: number;
}

/** Four rows: A's inputs, A's targets, B's inputs, B's targets. */
export const exampleSheet = ({ faces, augmentation, seed, size, columns }: ExampleSheet): RgbImage => {
  const sheet = { width: columns * size, height: 4 * size, data: new Uint8Array(columns * 4 * size * size * 3) };
  for (const [index, side] of (['a', 'b'] as const).entries()) {
    const sizes = { inputSize: size, targetSize: size };
    const lengths = batchLengths({ ...sizes, batchSize: columns });
    const into = { input: new Float32Array(lengths.input), target: new Float32Array(lengths.target) };
    const order = { faces: Array.from({ length: columns }, (_, at) => at % faces[side].length), first: 0 };
    makeExamples({ ...sizes, faces: faces[side], augmentation, seed, side }, { order, from: 0, count: columns, into });
    for (let column = 0; column < columns; column += 1) {
      layPicture(sheet, into.input, { at: column, size, row: 2 * index });
      layPicture(sheet, into.target, { at: column, size, row: 2 * index + 1 });
    }
  }
  return sheet;
};

const layPicture = (
  sheet: RgbImage,
  pictures: Float32Array,
  { at, size, row }: { readonly at: number; readonly size: number; readonly row: number },
): void => {
  const numbers = size * 3;
  for (let y = 0; y < size; y += 1) {
    const from = (at * size + y) * numbers;
    const to = ((row * size + y) * sheet.width + at * size) * 3;
    for (let index = 0; index < numbers; index += 1)
      sheet.data[to + index] = Math.round(Math.max(0, Math.min(1, pictures[from + index] as number)) * 255);
  }
};
