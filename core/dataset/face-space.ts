/** Where a face lies among poses, expressions and lights: seven numbers in which a distance of 1 is a plain difference to the eye. */
import type { FaceQuality } from '#core/contract/face.ts';

export type FacePlace = Pick<FaceQuality, 'yaw' | 'pitch' | 'roll' | 'eyes' | 'mouth' | 'lightX' | 'lightY'>;

/**
 * A plain difference of each: ten degrees of turning count as much as a mouth opened by a seventh of its width. Crops are
 * aligned, so leaning counts little. Thinning, near-duplicates and the coverage report all measure in these.
 */
export const spaceScales: Readonly<Record<keyof FacePlace, number>> = {
  yaw: 10,
  pitch: 10,
  roll: 30,
  eyes: 0.1,
  mouth: 0.15,
  lightX: 0.3,
  lightY: 0.3,
};

const axes = Object.entries(spaceScales) as [keyof FacePlace, number][];

export const spaceAxes = axes.length;

export const placeInSpace = (face: FacePlace): number[] => axes.map(([axis, scale]) => face[axis] / scale);

/** Many faces in the space. */
export interface SpaceField {
  /** spaceAxes numbers a face. */
  readonly places: Float32Array;
  /** How much a face is wanted beside its place, up to 1. */
  readonly weights: Float32Array;
}

/** Square of the distance of two faces; given up as soon as it is as far as `enough`. */
export const squareApart = (places: Float32Array, one: number, other: number, enough = Infinity): number => {
  const [a, b] = [one * spaceAxes, other * spaceAxes];
  let sum = 0;
  for (let axis = 0; axis < spaceAxes && sum < enough; axis++) {
    const apart = (places[a + axis] as number) - (places[b + axis] as number);
    sum += apart * apart;
  }
  return sum;
};
