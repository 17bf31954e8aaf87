/** Frames of the part of a clip that is converted, as unlike each other as its faces are; spread evenly where nobody has looked. */
import { unlikeFaces } from '#core/dataset/unlike-faces.ts';
import { partSeconds } from '#core/studio/clip-part.ts';
import type { Ingredients } from './conversion-ingredients.ts';
import { clipClusterViews } from './person-clusters.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface SampleFrames {
  readonly frameIndexes: readonly number[];
  readonly isLookedThrough: boolean;
}

const unlikeCount = 6;

/** Those of the most covered faces, by which it is told whether something lies before them. */
const coveredCount = 2;

/** A model of others may take a second for each face. */
const slowly = { unlikeCount: 3, coveredCount: 1 };

export const sampleFrames = async (
  context: StudioContext,
  { clip, settings, model, others }: Pick<Ingredients, 'clip' | 'settings' | 'model' | 'others'>,
): Promise<SampleFrames> => {
  const isSlow = [model, ...others.map((other) => other.model)].some(({ kind }) => kind === 'dfm');
  const counts = isSlow ? slowly : { unlikeCount, coveredCount };
  const seen = await clipClusterViews(context, clip);
  const swapped = new Set([
    ...(settings.swapped ?? seen.filter(({ zone }) => zone === 'match').map(({ id }) => id)),
    ...settings.otherFaces.map(({ identity }) => identity),
  ]);
  const { inSeconds, outSeconds } = settings;
  const { faces } = context.store;
  const places = await faces.places({ personId: clip.personId, clipId: clip.id });
  const all = (await faces.rows(places.map(({ id }) => id)))
    .filter(({ clusterId, state }) => clusterId !== null && swapped.has(clusterId) && state !== 'rejected')
    .filter(({ timeSeconds: at }) => at >= (inSeconds ?? 0) && at <= (outSeconds ?? Number.POSITIVE_INFINITY))
    .sort((a, b) => a.frameIndex - b.frameIndex || (a.id < b.id ? -1 : 1));
  if (all.length === 0) return { frameIndexes: spread(clip, settings, counts), isLookedThrough: false };
  const covered = [...all].sort((a, b) => b.covered - a.covered).slice(0, counts.coveredCount);
  const taken = [...unlikeFaces(all, counts.unlikeCount), ...covered].map(({ frameIndex }) => frameIndex);
  return { frameIndexes: [...new Set(taken)].sort((a, b) => a - b), isLookedThrough: true };
};

const spread = (
  clip: Ingredients['clip'],
  settings: Ingredients['settings'],
  counts: { readonly unlikeCount: number; readonly coveredCount: number },
): number[] => {
  const { frameRate, durationSeconds } = found(clip.facts ?? undefined, 'clip');
  const seconds = partSeconds(settings, durationSeconds);
  const count = counts.unlikeCount + counts.coveredCount;
  const times = Array.from({ length: count }, (_, at) => (settings.inSeconds ?? 0) + ((at + 0.5) * seconds) / count);
  return [...new Set(times.map((time) => Math.floor(time * frameRate)))];
};
