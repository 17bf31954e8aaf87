/**
 * Which faces are never trained on, so that a model can be measured by faces it does not know. Frames next to each other
 * are nearly the same picture: whole stretches of time are held out, not single frames. A rule says for ever which faces
 * these are: of clips that are added later it holds out their share, and no face ever changes from trained to held out.
 */
import { z } from 'zod';
import { seededRandom } from './random.ts';

export interface DatedFace {
  readonly clipId: string;
  readonly frameIndex: number;
  /** null for photos, which follow each other by chance. */
  readonly frameRate: number | null;
}

/** A stretch is held out where the number drawn for it is below `below`. */
export const heldOutRule = z.object({
  seed: z.int(),
  /** 0 = every frame is a stretch. */
  stretchSeconds: z.number().nonnegative(),
  below: z.number(),
});
export type HeldOutRule = z.infer<typeof heldOutRule>;

/** null where nothing is to be held out, or there are too few faces to spare any. */
export const chooseHeldOut = (
  faces: readonly DatedFace[],
  { share, seed }: { readonly share: number; readonly seed: number },
): HeldOutRule | null => {
  if (share === 0) return null;
  for (const stretchSeconds of stretchLengths) {
    const stretches = drawnStretches(faces, { seed, stretchSeconds, below: 0 });
    if (stretches.length < fewestStretches) continue;
    const wanted = Math.max(share * faces.length, Math.min(fewestFaces, faces.length / 4));
    return { seed, stretchSeconds, below: cutAfter(stretches, wanted) };
  }
  return null;
};

export const isHeldOut = (face: DatedFace, rule: HeldOutRule): boolean =>
  drawnFor(stretchOf(face, rule), rule) < rule.below;

/** The longest of which there are enough is taken. */
const stretchLengths = [2, 1, 0.5, 0];
const fewestStretches = 8;
const fewestFaces = 8;

interface Stretch {
  readonly drawn: number;
  readonly faceCount: number;
}

const drawnStretches = (faces: readonly DatedFace[], rule: HeldOutRule): Stretch[] => {
  const counts = new Map<string, number>();
  for (const face of faces) {
    const stretch = stretchOf(face, rule);
    counts.set(stretch, (counts.get(stretch) ?? 0) + 1);
  }
  return [...counts]
    .map(([stretch, faceCount]) => ({ drawn: drawnFor(stretch, rule), faceCount }))
    .sort((first, second) => first.drawn - second.drawn);
};

const stretchOf = ({ clipId, frameIndex, frameRate }: DatedFace, { stretchSeconds }: HeldOutRule): string =>
  frameRate === null || stretchSeconds === 0
    ? `${clipId}/${frameIndex}`
    : `${clipId}/${Math.floor(frameIndex / frameRate / stretchSeconds)}`;

const drawnFor = (stretch: string, { seed }: HeldOutRule): number =>
  seededRandom(seed, `held out/${stretch}`).uniform();

/** The last stretch is never taken: something must be left to train on. */
const cutAfter = (stretches: readonly Stretch[], wanted: number): number => {
  let taken = 0;
  const next = stretches.findIndex(({ faceCount }) => {
    if (taken >= wanted) return true;
    taken += faceCount;
    return false;
  });
  return (stretches.at(next) as Stretch).drawn;
};
