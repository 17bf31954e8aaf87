/**
 * How frames are searched, whatever model looks: at each frame as a whole, at tiles where small faces are wanted too, and
 * once more, near and upright, at whatever the first look was unsure of. That last look is what lifts small and far
 * turned faces above the floor and lets hands and lettering fall below it.
 */
import type { FrameSquare } from '#core/geometry/input-square.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { DetectedFace, View } from './detected-face.ts';
import { distinctFaces } from './distinct-faces.ts';
import { closerSquares, smallFaceTiles, wholeSquare } from './search-squares.ts';

/** A model that looks at squares. */
export interface Looker {
  /** The side of its input, px. */
  readonly inputSize: number;
  /** Faces in each view with a score of `floor` or more. */
  look(views: readonly View[], floor: number): DetectedFace[][];
}

export interface SearchFrames {
  readonly looker: Looker;
  readonly frames: readonly VideoFrame[];
  readonly thorough: boolean;
}

/** Distinct faces of each frame, best first. */
export const searchFrames = ({ looker, frames, thorough }: SearchFrames): DetectedFace[][] => {
  const squares = (frame: VideoFrame): FrameSquare[] => [
    wholeSquare(frame),
    ...(thorough ? smallFaceTiles(frame, looker.inputSize) : []),
  ];
  const found = findIn(looker, frames, squares);
  const empty = frames.filter((_, index) => found[index]?.length === 0);
  const closer = findIn(looker, empty, closerSquares);
  return frames.map((frame, index) => {
    const at = empty.indexOf(frame);
    return (at < 0 ? found[index] : closer[at]) as DetectedFace[];
  });
};

/** From here on what the first look saw is worth a second one. */
const worthALook = 0.35;

/** Nobody looks again at what is as clear as this. */
const clear = 0.8;

/** Below this, what the detector sees from near is as often a hand or a cup as a face. */
const faceFloor = 0.5;

/** Of the face's side: near enough to fill a third of the input, far enough to show that it is on a head. */
const nearView = 2.4;

type SquaresOf = (frame: VideoFrame) => readonly FrameSquare[];

const findIn = (looker: Looker, frames: readonly VideoFrame[], squaresOf: SquaresOf): DetectedFace[][] => {
  const views = frames.map((frame) => squaresOf(frame).map((square) => ({ frame, square })));
  const seen = lookAtAll(looker, views, worthALook);
  const first = views.map((ofFrame, index) =>
    distinctFaces(ofFrame.flatMap((view, i) => (seen[index]?.[i] ?? []).filter((face) => isWhole(face, view)))),
  );
  return lookAgain(looker, frames, first);
};

/** All views in one call, whatever frame they are of. */
const lookAtAll = (looker: Looker, views: readonly (readonly View[])[], floor: number): DetectedFace[][][] => {
  const seen = looker.look(views.flat(), floor)[Symbol.iterator]();
  return views.map((ofFrame) => ofFrame.map(() => seen.next().value as DetectedFace[]));
};

/** What an inner edge of a tile cuts, another tile or the whole frame shows whole. */
const isWhole = ({ square: face }: DetectedFace, { frame, square }: View): boolean =>
  (['width', 'height'] as const).every((size, axis) => {
    const [middle, tile] = [face.centre[axis] as number, square.centre[axis] as number];
    const low = tile - square.side / 2;
    const high = tile + square.side / 2;
    return (low <= 0 || middle - face.side / 2 > low) && (high >= frame[size] || middle + face.side / 2 < high);
  });

const lookAgain = (
  looker: Looker,
  frames: readonly VideoFrame[],
  first: readonly (readonly DetectedFace[])[],
): DetectedFace[][] => {
  const unsure = first.map((faces) => faces.filter(({ score }) => score < clear));
  const views = unsure.map((faces, index) =>
    faces.map(({ square }) => ({
      frame: frames[index] as VideoFrame,
      square: { ...square, side: square.side * nearView },
    })),
  );
  const seen = lookAtAll(looker, views, faceFloor);
  return first.map((faces, index) => {
    const near = (unsure[index] as DetectedFace[]).flatMap((face, i) => nearest(seen[index]?.[i] ?? [], face));
    return distinctFaces([...faces.filter(({ score }) => score >= clear), ...near]);
  });
};

/** The face that was looked for, as the second look sees it. */
const nearest = (seen: readonly DetectedFace[], { square }: DetectedFace): DetectedFace[] => {
  const away = (face: DetectedFace): number =>
    Math.hypot(face.square.centre[0] - square.centre[0], face.square.centre[1] - square.centre[1]);
  return seen
    .filter((face) => away(face) < square.side / 2)
    .sort((a, b) => away(a) - away(b))
    .slice(0, 1);
};
