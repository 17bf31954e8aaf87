/** A person's clusters, or those that one clip shows: how they are judged, how they look from outside, and what follows from who is said to be whom. */
import type { ClusterView } from '#core/contract/face-edit.ts';
import { type Cluster, type Judged, judgeClusters } from '#core/dataset/face-clusters.ts';
import { meanDescriptor } from '#core/dataset/likeness.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { StudioContext } from './studio-context.ts';

/** By what humans said, else by the person's face in the clips looked through. The photo spoke when these were. */
export const judge = async (
  { store }: StudioContext,
  personId: string,
  clusters: readonly Cluster[],
): Promise<Judged> => {
  const clips = await store.clips.list({ personId });
  const fromClips = meanDescriptor(clips.flatMap(({ descriptor }) => (descriptor ? [descriptor] : [])));
  return judgeClusters(clusters, { fromClips });
};

const facesShown = 12;

export const clusterViews = async (context: StudioContext, personId: string): Promise<ClusterView[]> => {
  const samples = await context.store.faces.clusterSamples({ personId, count: facesShown });
  return viewsOf(context, personId, samples);
};

/** With as many faces as they have in the clip. */
export const clipClusterViews = async (
  context: StudioContext,
  { id: clipId, personId }: Pick<ClipRecord, 'id' | 'personId'>,
): Promise<ClusterView[]> => {
  const { faces } = context.store;
  const samples = await faces.clusterSamples({ personId, clipId, count: facesShown });
  const views = (await viewsOf(context, personId, samples)).filter(({ id }) => samples.has(id));
  const counted = views.map(async (view) => ({
    ...view,
    faceCount: (await faces.clusterFaces(personId, view.id)).filter((face) => face.clipId === clipId).length,
  }));
  return (await Promise.all(counted)).sort(largestFirst);
};

const viewsOf = async (
  context: StudioContext,
  personId: string,
  samples: ReadonlyMap<string, readonly string[]>,
): Promise<ClusterView[]> => {
  const clusters = (await context.store.faces.clusters(personId)).filter(({ faceCount }) => faceCount > 0);
  const { judgements } = await judge(context, personId, clusters);
  return clusters
    .map(({ id, isPerson, faceCount }, index) => ({
      id,
      personId,
      faceCount,
      isPerson,
      zone: judgements[index]?.zone ?? 'ask',
      likeness: cosine(judgements[index]?.likeness ?? null),
      faceIds: [...(samples.get(id) ?? [])],
    }))
    .sort(largestFirst);
};

const largestFirst = (a: ClusterView, b: ClusterView): number => b.faceCount - a.faceCount || (a.id < b.id ? -1 : 1);

/** After another cluster is said to be the person: their mean in each clip, by which other work goes, and every face's likeness to them. */
export const measureAgain = async (
  context: StudioContext,
  personId: string,
  clipIds: readonly string[],
): Promise<void> => {
  const { store } = context;
  for (const clipId of clipIds) {
    const mean = await store.faces.meanOfKept(clipId);
    await store.clips.update(clipId, { descriptor: mean ? Array.from(mean) : null });
  }
  const { person } = await judge(context, personId, await store.faces.clusters(personId));
  if (person) await store.faces.measureLikeness(personId, person);
};

/** Float32 puts the likeness of a face to itself a hair above 1. */
const cosine = (likeness: number | null): number | null =>
  likeness === null ? null : Math.min(1, Math.max(-1, likeness));
