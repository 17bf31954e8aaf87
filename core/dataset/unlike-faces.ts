/** A few of a clip's faces that are as unlike each other as can be had: in how the head is turned, in light, in expression, in time. */
import type { FaceRow } from '#core/contract/face.ts';

export type UnlikeFace = Pick<
  FaceRow,
  'frameIndex' | 'timeSeconds' | 'yaw' | 'pitch' | 'exposure' | 'lightX' | 'lightY' | 'mouth' | 'eyes'
>;

/** The one in the middle of all first, then each time the one that is farthest from those taken; always the same ones. */
export const unlikeFaces = <Face extends UnlikeFace>(faces: readonly Face[], count: number): Face[] => {
  if (faces.length === 0) return [];
  const first = faces[0] as Face;
  const span = Math.max(1e-6, ...faces.map(({ timeSeconds }) => timeSeconds - first.timeSeconds));
  const places = faces.map((face) => placeOf(face, (face.timeSeconds - first.timeSeconds) / span));
  const centre = (places[0] as number[]).map((_, axis) => mean(places.map((place) => place[axis] as number)));
  const taken = [nearestTo(places, centre)];
  const apart = places.map((place) => distance(place, places[taken[0] as number] as number[]));
  while (taken.length < Math.min(count, faces.length)) {
    const next = apart.indexOf(Math.max(...apart));
    if ((apart[next] as number) === 0) break;
    taken.push(next);
    for (const [at, place] of places.entries())
      apart[at] = Math.min(apart[at] as number, distance(place, places[next] as number[]));
  }
  return taken.map((at) => faces[at] as Face);
};

/** In units of about what makes another picture of a face. */
const placeOf = (face: UnlikeFace, share: number): number[] => [
  face.yaw / 15,
  face.pitch / 10,
  face.exposure / 0.15,
  face.lightX / 0.4,
  face.lightY / 0.4,
  face.mouth / 0.3,
  face.eyes / 0.15,
  share,
];

const nearestTo = (places: readonly number[][], to: readonly number[]): number =>
  places.reduce((best, place, at) => (distance(place, to) < distance(places[best] as number[], to) ? at : best), 0);

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, axis) => value - (b[axis] as number)));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
