/**
 * Where a face looks, by the iris model, which sees one eye at a time: the eye's contour and the middle of its iris. It knows
 * eyes that lie left in the picture; those to the right are shown to it mirrored.
 */

import type { Gaze } from '#core/dataset/gaze.ts';
import type { FrameSquare } from '#core/geometry/input-square.ts';
import { squareToFrame } from '#core/geometry/input-square.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { framePoint } from '#core/geometry/point.ts';
import type { FaceInFrame } from '#server/ports/clip-face-models.ts';
import { openPictureModelThread, type PictureModelOptions, type PictureView } from './picture-model.ts';

export interface GazeModelThread extends Disposable {
  /** Undefined where an eye is shut. */
  measure(faces: readonly FaceInFrame[]): Promise<(Gaze | undefined)[]>;
}

export const openGazeModelThread = (): GazeModelThread => {
  const model = openPictureModelThread(modelOptions);
  return {
    measure: async (faces) => {
      const outputs = await model.run(faces.flatMap(toViews));
      return faces.map((_, index) => gazeOf(eyeOf(outputs[2 * index]), eyeOf(outputs[2 * index + 1])));
    },
    [Symbol.dispose]: () => model[Symbol.dispose](),
  };
};

const modelOptions = {
  name: 'iris',
  input: 'input_1',
  inputSize: 64,
  outputs: ['Identity'],
  scale: 1 / 255,
  shift: 0,
  beyond: 'edge',
} as const satisfies PictureModelOptions;

/** Corners of the eyes in the mesh, those left in the picture first. */
const cornersOfEyes = [
  { corners: [33, 133], mirrored: false },
  { corners: [362, 263], mirrored: true },
] as const;

const toViews = ({ frame, face }: FaceInFrame): PictureView[] =>
  cornersOfEyes.map(({ corners: [left, right], mirrored }) => ({
    frame,
    toFrame: squareToFrame(squareAroundEye(face.mesh[left] as FramePoint, face.mesh[right] as FramePoint), 64),
    mirrored,
  }));

/** Over the eye's width: what the model was trained on. */
const margin = 2.3;

const squareAroundEye = ([x0, y0]: FramePoint, [x1, y1]: FramePoint): FrameSquare => ({
  centre: framePoint((x0 + x1) / 2, (y0 + y1) / 2),
  side: margin * Math.hypot(x1 - x0, y1 - y0),
  turn: Math.atan2(y1 - y0, x1 - x0),
});

/** As the model sees it: from the outer corner to the inner one and down, in shares of the eye's width. */
interface Eye {
  readonly iris: readonly [along: number, down: number];
  /** Gap of the lids. */
  readonly open: number;
}

/** Of the contour's 71 points, then the iris's five, three numbers each: the middle of the iris is its first. */
const places = { outer: 0, inner: 8, lower: 4, upper: 12, iris: 71 } as const;

const eyeOf = (outputs: readonly Float32Array[] | undefined): Eye => {
  const points = outputs?.[0] as Float32Array;
  const at = (place: number): readonly [number, number] => [
    points[place * 3] as number,
    points[place * 3 + 1] as number,
  ];
  const [outer, inner] = [at(places.outer), at(places.inner)];
  const [ax, ay] = [inner[0] - outer[0], inner[1] - outer[1]];
  const width = ax * ax + ay * ay;
  const middle = [(outer[0] + inner[0]) / 2, (outer[1] + inner[1]) / 2] as const;
  const within = ([x, y]: readonly [number, number]): readonly [number, number] => {
    const [dx, dy] = [x - middle[0], y - middle[1]];
    return [(dx * ax + dy * ay) / width, (dy * ax - dx * ay) / width];
  };
  return { iris: within(at(places.iris)), open: within(at(places.lower))[1] - within(at(places.upper))[1] };
};

/** Of a lid that is nearly shut the model guesses where the iris is. */
const leastOpen = 0.12;

/** What turns one eye inwards and the other outwards is the gaze, what turns both inwards is how near they look. */
const gazeOf = (left: Eye, right: Eye): Gaze | undefined =>
  Math.min(left.open, right.open) < leastOpen
    ? undefined
    : [(left.iris[0] - right.iris[0]) / 2, (left.iris[1] + right.iris[1]) / 2];
