/** Tensors outside the engine: a name, a shape, plain numbers. The form in which weights are kept and moved. */

export type Shape = readonly number[];

export interface NamedTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** How many numbers a shape holds; the empty shape is a scalar. */
export const elementCount = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);
