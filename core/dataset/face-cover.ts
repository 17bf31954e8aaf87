/**
 * What share of a face something lies before, told by two signs: skin places whose colour is not that of the face's own
 * skin, and eyes or a mouth that do not stand out from the skin around them. Skin-coloured things that leave eyes and
 * mouth free are not told from the face.
 */
import type { Head } from './head-pose.ts';
import { missingFeatures } from './hidden-features.ts';
import { meanMesh } from './mean-mesh.ts';
import { strangeToSkin } from './skin-colour.ts';
import type { SkinPoint } from './skin-points.ts';
import { type PictureOfFace, type Skin, skinPlaces } from './skin-samples.ts';

/** 0..1 */
export const coveredShare = (options: {
  readonly face: PictureOfFace;
  readonly head: Head;
  readonly skin: Skin;
}): number => {
  const seen = options.skin.seen.filter(({ place }) => isFront(place));
  const beyond = options.skin.beyond.filter(isFront);
  const hidden = new Set(missingFeatures(options.face, options.head).flatMap((name) => zones[name]));
  const strange = voted(strangeToSkin(seen, hidden));
  const covered = seen.filter(({ place }) => strange.has(place) || hidden.has(place));
  // A head turned so far that no front is left to see is no head that something covers.
  return (covered.length + beyond.length) / Math.max(1, seen.length + beyond.length);
};

/** Hair lies before the sides of many faces, and nobody misses what it hides. */
const isFront = (place: number): boolean => Math.abs((skinPlaces[place] as SkinPoint).normal[0]) < sidewards;

const sidewards = 0.8;

/** A single place may be a mole, a glint or a strand of hair: most of the places around must be strange too. */
const voted = (strange: ReadonlySet<number>): Set<number> => {
  const agreeing = [...strange].filter(
    (place) => (around[place] as readonly number[]).filter((other) => strange.has(other)).length > neighbours / 2,
  );
  return new Set(agreeing);
};

/** A place and the four nearest to it. */
const neighbours = 5;

const placeOnMean = (index: number): readonly [number, number, number] => [
  meanMesh[index * 3] as number,
  meanMesh[index * 3 + 1] as number,
  meanMesh[index * 3 + 2] as number,
];

const apart = (one: number, other: number): number => {
  const [[ax, ay, az], [bx, by, bz]] = [placeOnMean(one), placeOnMean(other)];
  return Math.hypot(ax - bx, ay - by, az - bz);
};

const around = skinPlaces.map(({ index }) =>
  [...skinPlaces.keys()]
    .sort((a, b) => apart((skinPlaces[a] as SkinPoint).index, index) - apart((skinPlaces[b] as SkinPoint).index, index))
    .slice(0, neighbours),
);

/** Skin places within this of an eye's or the mouth's middle are hidden with it; outer eye corners lie 1 apart. */
const zoneReach = 0.4;

const near = (index: number): number[] =>
  [...skinPlaces.keys()].filter((place) => apart((skinPlaces[place] as SkinPoint).index, index) < zoneReach);

const zones = { leftEye: near(159), rightEye: near(386), mouth: near(13) };
