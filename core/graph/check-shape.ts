/** Checks that several ops share; each names both sides in its message. */

import type { DataType, Value } from './graph.ts';
import { graphError } from './graph.ts';
import type { Shape } from './tensor.ts';

/** Two values of one type. */
export const checkSameType = (op: string, left: Value, right: Value): DataType => {
  if (left.dtype !== right.dtype) throw graphError(`${op}: ${left.dtype} does not go with ${right.dtype}.`);
  return left.dtype;
};

/** Two shapes that are equal, but for sizes of 1, which go with every size; or one of which is a scalar. Gives the larger. */
export const checkElementwiseShapes = (op: string, left: Shape, right: Shape): Shape => {
  if (right.length === 0) return left;
  if (left.length === 0) return right;
  const fits = (size: number, index: number): boolean => size === right[index] || size === 1 || right[index] === 1;
  if (left.length === right.length && left.every(fits)) {
    return left.map((size, index) => (size === 1 ? (right[index] as number) : size));
  }
  throw graphError(`${op}: ${shapeText(left)} does not go with ${shapeText(right)}.`);
};

export const checkRank = (op: string, shape: Shape, rank: number): void => {
  if (shape.length !== rank) throw graphError(`${op}: takes ${rank} dimensions, not ${shapeText(shape)}.`);
};

/** Every size known: gradients are for training, whose batch is fixed. */
export const checkKnown = (op: string, shape: Shape): Shape => {
  if (shape.some((size) => size < 0)) throw graphError(`${op}: needs every size, not ${shapeText(shape)}.`);
  return shape;
};

export const sameShape = (left: Shape, right: Shape): boolean =>
  left.length === right.length && left.every((size, index) => size === right[index]);

export const shapeText = (shape: Shape): string => `[${shape.join(', ')}]`;
