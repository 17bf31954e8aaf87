/**
 * What an own detector may give out. Two layouts are understood, told apart by the names of the outputs:
 *
 * - `boxes` [N, K, 4] and `scores` [N, K], [N, K, 1] or [N, K, 2] (the second is the face), and, where there is it,
 *   `points` [N, K, P, 2] or [N, K, 2 P] of which the first two are the left and the right eye in the picture. Corners
 *   (left, top, right, bottom) and points in shares of the input, 0..1; scores 0..1. The input is RGB, 0..255 - 127 by 128.
 *   UltraFace's files are of this layout.
 * - YuNet's as OpenCV's zoo has it (face_detection_yunet_2023mar.onnx): `cls_S`, `obj_S`, `bbox_S`, `kps_S` for the strides
 *   S of 8, 16 and 32, a row a cell. The input is BGR, 0..255.
 */
import type { InputFace } from '#core/detection/detected-face.ts';
import { inputPoint } from '#core/geometry/point.ts';
import type { OnnxModel } from './inspect-onnx.ts';
import { refused } from './inspect-onnx.ts';

export interface OutputTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface OutputLayout {
  readonly outputs: readonly string[];
  readonly channels: 'rgb' | 'bgr';
  /** How the model wants its pixels: value (0..255) x scale + shift. */
  readonly scale: number;
  readonly shift: number;
  /** What one picture gave out. @throws StudioError model_refused where it is not of the layout */
  check(outputs: ReadonlyMap<string, OutputTensor>, input: { readonly width: number; readonly height: number }): void;
  /** Of one picture of the batch: every anchor above the floor. */
  decode(options: Decode): InputFace[];
}

export interface Decode {
  readonly outputs: ReadonlyMap<string, OutputTensor>;
  /** Which picture of the batch. */
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly floor: number;
}

/** @throws StudioError model_refused */
export const layoutOf = ({ outputs }: OnnxModel): OutputLayout => {
  const names = new Set(outputs.filter(({ isFloat }) => isFloat).map(({ name }) => name));
  if (names.has('boxes') && names.has('scores')) return boxesAndScores(names.has('points'));
  if (yunetOutputs.every((name) => names.has(name))) return yunet;
  throw refused(
    'unknown_layout',
    `The model's outputs (${[...names].join(', ')}) are neither boxes and scores nor YuNet's; README says which are understood.`,
  );
};

const boxesAndScores = (hasPoints: boolean): OutputLayout => ({
  outputs: ['boxes', 'scores', ...(hasPoints ? ['points'] : [])],
  channels: 'rgb',
  scale: 1 / 128,
  shift: -127 / 128,
  check: (outputs) => {
    const count = outputs.get('scores')?.shape[1] ?? 0;
    expectRows(outputs, 'boxes', { count, widths: [4] });
    expectRows(outputs, 'scores', { count, widths: [1, 2] });
    if (hasPoints) expectRows(outputs, 'points', { count, widths: [4, 10, 12] });
  },
  decode: ({ outputs, index, width, height, floor }) => {
    const boxes = rows(outputs, 'boxes', index);
    const scores = rows(outputs, 'scores', index);
    const points = hasPoints ? rows(outputs, 'points', index) : undefined;
    const found: InputFace[] = [];
    for (let i = 0; i < scores.count; i++) {
      const score = scores.at(i, scores.width - 1);
      if (!(score >= floor)) continue;
      const [left, top, right, bottom] = [0, 1, 2, 3].map((k) => boxes.at(i, k)) as [number, number, number, number];
      found.push({
        score,
        box: { left: left * width, top: top * height, width: (right - left) * width, height: (bottom - top) * height },
        ...(points
          ? {
              eyes: [
                inputPoint(points.at(i, 0) * width, points.at(i, 1) * height),
                inputPoint(points.at(i, 2) * width, points.at(i, 3) * height),
              ] as const,
            }
          : {}),
      });
    }
    return found;
  },
});

const yunetStrides = [8, 16, 32] as const;

const yunetOutputs = yunetStrides.flatMap((stride) => ['cls', 'obj', 'bbox', 'kps'].map((kind) => `${kind}_${stride}`));

/** Formulas as in OpenCV's modules/objdetect/src/face_detect.cpp. */
const yunet: OutputLayout = {
  outputs: yunetOutputs,
  channels: 'bgr',
  scale: 1,
  shift: 0,
  check: (outputs, { width, height }) => {
    for (const stride of yunetStrides) {
      const count = Math.floor(width / stride) * Math.floor(height / stride);
      for (const [kind, size] of [
        ['cls', 1],
        ['obj', 1],
        ['bbox', 4],
        ['kps', 10],
      ] as const)
        expectRows(outputs, `${kind}_${stride}`, { count, widths: [size] });
    }
  },
  decode: (options) => yunetStrides.flatMap((stride) => decodeStride(options, stride)),
};

const decodeStride = ({ outputs, index, width, floor }: Decode, stride: number): InputFace[] => {
  const [cls, obj, bbox, kps] = ['cls', 'obj', 'bbox', 'kps'].map((kind) =>
    rows(outputs, `${kind}_${stride}`, index),
  ) as [Rows, Rows, Rows, Rows];
  const columns = Math.floor(width / stride);
  const found: InputFace[] = [];
  for (let i = 0; i < cls.count; i++) {
    const score = Math.sqrt(toShare(cls.at(i, 0)) * toShare(obj.at(i, 0)));
    if (!(score >= floor)) continue;
    const [column, row] = [i % columns, Math.floor(i / columns)];
    const [faceWidth, faceHeight] = [Math.exp(bbox.at(i, 2)) * stride, Math.exp(bbox.at(i, 3)) * stride];
    const point = (k: number) =>
      inputPoint((column + kps.at(i, 2 * k)) * stride, (row + kps.at(i, 2 * k + 1)) * stride);
    found.push({
      score,
      box: {
        left: (column + bbox.at(i, 0)) * stride - faceWidth / 2,
        top: (row + bbox.at(i, 1)) * stride - faceHeight / 2,
        width: faceWidth,
        height: faceHeight,
      },
      // The person's right eye comes first: the left one in the picture.
      eyes: [point(0), point(1)],
    });
  }
  return found;
};

const toShare = (value: number): number => Math.min(1, Math.max(0, value));

interface WantedRows {
  readonly count: number;
  /** Any of these numbers in a row. */
  readonly widths: readonly number[];
}

const expectRows = (outputs: Decode['outputs'], name: string, { count, widths }: WantedRows): void => {
  const { shape } = outputs.get(name) as OutputTensor;
  const found = rows(outputs, name, 0);
  if (shape.length < 2 || shape[0] !== 1 || count === 0 || found.count !== count || !widths.includes(found.width))
    throw refused(
      'unknown_layout',
      `The model's output ${name} is [${shape.join(', ')}], not [1, ${count}, ${widths.join(' or ')}].`,
    );
};

/** One picture's rows of a tensor whose first size is the batch. */
interface Rows {
  readonly count: number;
  readonly width: number;
  at(row: number, column: number): number;
}

const rows = (outputs: Decode['outputs'], name: string, index: number): Rows => {
  const { shape, data } = outputs.get(name) as OutputTensor;
  const count = shape[1] as number;
  const width = shape.slice(2).reduce((product, size) => product * size, 1);
  const start = index * count * width;
  return { count, width, at: (row, column) => data[start + row * width + column] as number };
};
