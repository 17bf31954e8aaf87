/** Tensors outside the engine: a name, a shape, plain numbers. The form in which weights are kept and moved. */

export type Shape = readonly number[];

export interface NamedTensor {
  readonly name: string;
  readonly shape: Shape;
  /** Row-major. May be made or read at the moment it is taken (a getter): take it once, keep no more than needed. */
  readonly data: Float32Array;
}

/** How many numbers a shape holds; the empty shape is a scalar. */
export const elementCount = (shape: Shape): number => shape.reduce((product, size) => product * size, 1);

/** The same numbers under another name, taken when they are. */
export const renamed = (tensor: NamedTensor, name: string): NamedTensor => ({
  name,
  shape: tensor.shape,
  get data() {
    return tensor.data;
  },
});
