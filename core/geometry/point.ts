/** Points that know which picture they lie in: frame pixels and crop pixels never mix without a similarity. */

declare const space: unique symbol;

/** A brand for tuples and numbers: same data, another type. */
export type Brand<Data, Name extends string> = Data & { readonly [space]: Name };

type Pair = readonly [x: number, y: number];

/** A point of some picture. */
export type Point = Brand<Pair, string>;

/** Pixels of a frame of video, origin at the top left corner of the top left pixel. */
export type FramePoint = Brand<Pair, 'frame'>;

/** Pixels of an aligned face crop. */
export type CropPoint = Brand<Pair, 'crop'>;

/** Units of the mean face: brows to mouth span about 0..1 on both axes. */
export type FacePoint = Brand<Pair, 'face'>;

/** Pixels of the square picture that a model is given. */
export type InputPoint = Brand<Pair, 'input'>;

export const framePoint = (x: number, y: number): FramePoint => [x, y] as unknown as FramePoint;

export const cropPoint = (x: number, y: number): CropPoint => [x, y] as unknown as CropPoint;

export const facePoint = (x: number, y: number): FacePoint => [x, y] as unknown as FacePoint;

export const inputPoint = (x: number, y: number): InputPoint => [x, y] as unknown as InputPoint;
