/** Which squares of a frame are looked at: a model sees a face only where it is not too small a share of its input. */
import type { FrameSquare } from '#core/geometry/input-square.ts';
import { framePoint } from '#core/geometry/point.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The square around the whole frame; what it holds beside the frame is black. */
export const wholeSquare = ({ width, height }: Size): FrameSquare => ({
  centre: framePoint(width / 2, height / 2),
  side: Math.max(width, height),
  turn: 0,
});

/** Overlapping squares as high as the frame (or as wide, where it stands). None where the frame is a square. */
export const closerSquares = (size: Size): FrameSquare[] => {
  const side = Math.min(size.width, size.height);
  return side === Math.max(size.width, size.height) ? [] : tiles(size, side, 1 / 2);
};

/** Side of the smallest face that is searched for: 40 px in 1080p, and not below, of which nothing is to be had. */
const smallestFacePx = (size: Size): number => Math.max(40, Math.max(size.width, size.height) / 48);

/** What a face must at least be in a model's input: of those of 16 px and more `bench faces` finds all. */
const smallestInputPx = 16;

/**
 * Tiles that show the smallest face as large as the model needs it. What lies across two tiles is seen whole in a third as
 * long as it is no larger than their overlap, and beyond that size in the whole frame.
 */
export const smallFaceTiles = (size: Size, inputSize: number): FrameSquare[] => {
  const side = (inputSize * smallestFacePx(size)) / smallestInputPx;
  // A frame hardly larger than a tile shows small faces as it is.
  if (Math.max(size.width, size.height) <= 1.2 * side) return [];
  return tiles(size, Math.min(size.width, size.height, side), 1 / 4);
};

/** Rows of squares that overlap by `overlap` of their side or more and end at the frame's edges. */
const tiles = ({ width, height }: Size, side: number, overlap: number): FrameSquare[] =>
  places(height, side, overlap).flatMap((y) =>
    places(width, side, overlap).map((x) => ({ centre: framePoint(x, y), side, turn: 0 })),
  );

const places = (length: number, side: number, overlap: number): number[] => {
  const steps = Math.ceil((length - side) / (side * (1 - overlap)));
  return steps <= 0
    ? [length / 2]
    : Array.from({ length: steps + 1 }, (_, i) => side / 2 + (i * (length - side)) / steps);
};
