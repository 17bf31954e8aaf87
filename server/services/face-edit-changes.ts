/** What each kind of edit changes. Nothing is written here. */
import { StudioError } from '#core/contract/errors.ts';
import type { FaceState } from '#core/contract/face.ts';
import type { FaceEdit, FaceEditKind, FrameRange } from '#core/contract/face-edit.ts';
import type { FaceChoice, FaceQuery } from '#core/contract/face-query.ts';
import { type ThinFace, thinField } from '#core/dataset/thin-faces.ts';
import type { FaceChanges } from '#server/ports/studio-store.ts';
import { decideCluster, mergeClusters, splitOffCluster } from './cluster-edits.ts';
import type { FaceFixes } from './face-fixes.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export const changesOf = (
  context: StudioContext & { readonly fixes: FaceFixes },
  personId: string,
  edit: FaceEdit,
): Promise<FaceChanges> => {
  switch (edit.do) {
    case 'set-state':
      return setState(context, personId, edit);
    case 'decide-cluster':
      return decideCluster(context, personId, edit);
    case 'merge-clusters':
      return mergeClusters(context, personId, edit);
    case 'split-cluster':
      return splitOffCluster(context, personId, edit);
    case 'reject-twins':
      return rejectTwins(context, personId, edit);
    case 'thin':
      return thin(context, personId, edit);
    case 'exclude-frames':
      return excludeFrames(context, personId, edit);
    case 'move-crop':
    case 'move-landmarks':
    case 'add-face':
      return context.fixes.changesOf(personId, edit);
    default:
      return edit satisfies never;
  }
};

type Edit<Kind extends FaceEditKind> = Extract<FaceEdit, { do: Kind }>;

const setState = async (
  { store }: StudioContext,
  personId: string,
  { faces, state }: Edit<'set-state'>,
): Promise<FaceChanges> => {
  const chosen = (choice: FaceChoice) =>
    'ids' in choice ? choice.ids : store.faces.search({ ...choice.query, personId });
  return { faces: [{ ids: await chosen(faces), set: { state, decided: true } }] };
};

/** Those of a query that are not rejected yet: the best of a group must be one that is still used. */
const stillUsed = (personId: string, query: FaceQuery): FaceQuery => {
  const states: readonly FaceState[] = query.states.length > 0 ? query.states : ['kept', 'unsure', 'other'];
  return { ...query, personId, states: states.filter((state) => state !== 'rejected') };
};

const rejected = (ids: readonly string[]): FaceChanges => ({
  faces: [{ ids, set: { state: 'rejected', decided: true } }],
});

/** Where the best of a group is not among the faces asked for, the sharpest that is stays in its place. */
const rejectTwins = async (
  { store }: StudioContext,
  personId: string,
  { query }: Edit<'reject-twins'>,
): Promise<FaceChanges> => {
  const sharpestFirst = {
    ...stillUsed(personId, query),
    withoutTwins: false,
    sort: 'sharpness',
    descending: true,
  } as const;
  const ids = await store.faces.search(sharpestFirst);
  const bestOf = new Map((await store.faces.twins(personId)).map(({ id, twinOf }) => [id, twinOf]));
  const standing = new Set(ids.filter((id) => !bestOf.has(id)));
  const twins = ids.filter((id) => {
    const best = bestOf.get(id);
    if (best === undefined) return false;
    if (standing.has(best)) return true;
    standing.add(best);
    return false;
  });
  return rejected(twins);
};

const thin = async (
  { store, thinner }: StudioContext,
  personId: string,
  { query, keep }: Edit<'thin'>,
): Promise<FaceChanges> => {
  const ids = await store.faces.search(stillUsed(personId, query));
  const table = await store.faces.measures({ personId });
  const rowOf = new Map(table.ids.map((id, row) => [id, row]));
  const faces = ids.flatMap((id) => {
    const row = rowOf.get(id);
    if (row === undefined) return [];
    const value = (name: keyof typeof table.metrics): number => table.metrics[name][row] as number;
    const face: ThinFace = {
      id,
      yaw: value('yaw'),
      pitch: value('pitch'),
      roll: value('roll'),
      eyes: value('eyes'),
      mouth: value('mouth'),
      lightX: value('lightX'),
      lightY: value('lightY'),
      sharpness: value('sharpness'),
      covered: value('covered'),
    };
    return [face];
  });
  const { ids: sorted, field } = thinField(faces);
  const kept = new Set((await thinner.choose(field, keep)).map((index) => sorted[index] as string));
  return rejected(ids.filter((id) => !kept.has(id)));
};

const excludeFrames = async (
  { store }: StudioContext,
  personId: string,
  { clipId, range }: Edit<'exclude-frames'>,
): Promise<FaceChanges> => {
  const clip = await store.clips.read(clipId);
  const { excluded } = found(clip?.personId === personId ? clip : undefined, 'clip');
  if (range.last < range.first) {
    throw new StudioError('bad_request', 'The last frame lies before the first.', { facts: { ...range } });
  }
  const places = await store.faces.places({ personId, clipId });
  const inside = places.filter(({ frameIndex }) => frameIndex >= range.first && frameIndex <= range.last);
  return {
    ...rejected(inside.map(({ id }) => id)),
    excluded: [{ clipId, ranges: joined([...excluded, range]) }],
  };
};

/** In order, those that touch made one. */
const joined = (ranges: readonly FrameRange[]): FrameRange[] => {
  const result: FrameRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const last = result.at(-1);
    if (last && range.first <= last.last + 1) result.splice(-1, 1, { ...last, last: Math.max(last.last, range.last) });
    else result.push(range);
  }
  return result;
};
