/** A face of the studio as a line of a dataset's list, and back again as a face in its own crop. */
import type { DatasetFace } from '#core/contract/dataset.ts';
import type { FaceRow } from '#core/contract/face.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { framePoint } from '#core/geometry/point.ts';

export interface FaceShape {
  readonly box: DatasetFace['box'];
  /** 468 points as x, y pairs in frame pixels. */
  readonly mesh: readonly number[];
  /** Frame -> crop: a, b, tx, ty. */
  readonly similarity: readonly number[];
}

export interface DatasetFaceParts {
  readonly row: FaceRow;
  readonly shape: FaceShape;
  readonly clip: DatasetFace['clip'];
}

export const toDatasetFace = ({ row, shape, clip }: DatasetFaceParts): DatasetFace => {
  const [a = 1, b = 0, tx = 0, ty = 0] = shape.similarity;
  const { exposure, covered, yaw, pitch, roll, eyes, mouth, lightX, lightY } = row;
  return {
    file: `faces/${row.id}.jpg`,
    clip,
    frameIndex: row.frameIndex,
    timeSeconds: row.timeSeconds,
    state: row.state,
    track: row.track,
    box: shape.box,
    landmarks: pairs(shape.mesh).map(([x, y]) => [hundredths(x), hundredths(y)]),
    matrix: [
      [a, -b, tx],
      [b, a, ty],
    ],
    score: row.score,
    sharpness: row.sharpness,
    sizePx: row.sizePx,
    likeness: row.likeness,
    ...{ exposure, covered, yaw, pitch, roll, eyes, mouth, lightX, lightY },
  };
};

/** The landmarks in pixels of the crop: to whoever takes the crop in, the crop is the whole frame. */
export const landmarksInCrop = ({ landmarks, matrix }: Pick<DatasetFace, 'landmarks' | 'matrix'>): FramePoint[] =>
  landmarks.map(([x, y]) =>
    framePoint(matrix[0][0] * x + matrix[0][1] * y + matrix[0][2], matrix[1][0] * x + matrix[1][1] * y + matrix[1][2]),
  );

const pairs = (values: readonly number[]): [number, number][] =>
  Array.from({ length: values.length / 2 }, (_, i) => [values[i * 2] as number, values[i * 2 + 1] as number]);

/** A hundredth of a pixel is finer than any mesh is true. */
const hundredths = (value: number): number => Math.round(value * 100) / 100;
