/** Chooses few of many faces so that what is left covers poses, expressions and lights best, sharp and free faces first. */
import type { FaceQuality } from '#core/contract/face.ts';
import { type FacePlace, placeInSpace, type SpaceField, spaceAxes } from './face-space.ts';
import { farthestFirst } from './farthest-first.ts';
import { bestOfCells } from './space-cells.ts';

export interface ThinFace extends FacePlace, Pick<FaceQuality, 'covered'> {
  readonly id: string;
  readonly sharpness: number;
}

/** Ids of those to keep, `keep` at most, the most needed first. The order in which the faces come does not matter. */
export const thinFaces = ({
  faces,
  keep,
}: {
  readonly faces: readonly ThinFace[];
  readonly keep: number;
}): string[] => {
  const { ids, field } = thinField(faces);
  return chooseFaces(field, keep).map((index) => ids[index] as string);
};

/** What choosing needs to know of the faces; `ids` in the field's order. */
export const thinField = (
  faces: readonly ThinFace[],
): { readonly ids: readonly string[]; readonly field: SpaceField } => {
  const sorted = [...faces].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ids: sorted.map(({ id }) => id), field: { places: placesOf(sorted), weights: weightsOf(sorted) } };
};

/** Indices in the field, `keep` at most, the most needed first: seconds of one core for many faces. */
export const chooseFaces = (field: SpaceField, keep: number): number[] => {
  const count = Math.min(keep, field.weights.length);
  const stand = bestOfCells({ ...field, atLeast: Math.max(count, Math.floor(affordable / Math.max(1, count))) });
  const places =
    count * stand.length <= 2 * affordable ? farthestFirst(onlyOf(field, stand), count) : [...Array(count).keys()];
  return places.map((place) => stand[place] as number);
};

/**
 * Faces compared with chosen faces, about a second of one core. Where all with all would be more, faces that share a small
 * cell of the space are stood for by the best of them.
 */
const affordable = 1e8;

/** Copied side by side: to walk through them is the whole cost. */
const onlyOf = ({ places, weights }: SpaceField, indices: Int32Array): SpaceField => {
  const few = new Float32Array(indices.length * spaceAxes);
  indices.forEach((index, at) => {
    few.set(places.subarray(index * spaceAxes, (index + 1) * spaceAxes), at * spaceAxes);
  });
  return { places: few, weights: Float32Array.from(indices, (index) => weights[index] as number) };
};

const placesOf = (faces: readonly ThinFace[]): Float32Array => {
  const places = new Float32Array(faces.length * spaceAxes);
  faces.forEach((face, index) => {
    places.set(placeInSpace(face), index * spaceAxes);
  });
  return places;
};

/** The sharpest and freest face weighs 1, the least so 0.4: a blurred face is kept where nothing else is near it. */
const weightsOf = (faces: readonly ThinFace[]): Float32Array => {
  const order = Array.from(faces.keys()).sort((a, b) => sharpnessAt(faces, a) - sharpnessAt(faces, b) || a - b);
  const weights = new Float32Array(faces.length);
  order.forEach((index, rank) => {
    const quality = ((rank + 1) / faces.length) * (1 - Math.min(1, (faces[index] as ThinFace).covered));
    weights[index] = 0.4 + 0.6 * quality;
  });
  return weights;
};

const sharpnessAt = (faces: readonly ThinFace[], index: number): number => (faces[index] as ThinFace).sharpness;
