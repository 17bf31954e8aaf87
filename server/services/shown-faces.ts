/**
 * The faces that the previews of a run show. A set is chosen when the run first begins, or begins again with another wish, and
 * kept with its crops: whatever becomes of the person's faces, previews stay comparable.
 */
import { chooseShownFaces, markShownFaces, type ToShow } from '#core/autoencoder/choose-shown-faces.ts';
import { chooseHeldOut, type HeldOutRule } from '#core/autoencoder/held-out.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import {
  type RunSettings,
  runSettings,
  type ShownFace,
  type ShownFacesWish,
  type ShownSet,
  type Side,
} from '#core/contract/run.ts';
import type { ShownFacesOffer, ShownFacesQuery } from '#core/contract/shown-faces.ts';
import { currentBranch } from '#core/studio/run-branches.ts';
import type { RunRecord } from '#server/ports/studio-store.ts';
import { type KeptFace, keptFacesOf, parted } from './kept-faces.ts';
import type { RunLogService } from './run-log.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface ShownFacesService {
  /** What the studio would choose of two people, and which faces are held out. @throws StudioError not_found, bad_request */
  offer(query: ShownFacesQuery): Promise<ShownFacesOffer>;
}

export const createShownFacesService = (context: StudioContext): ShownFacesService => {
  const { store } = context;
  return {
    offer: async ({ personA, personB, runId, clipId = null, ...asked }) => {
      for (const id of [personA, personB]) found(await store.persons.read(id), 'person');
      await requireShowable(context, { personAId: personA, personBId: personB, wish: { a: null, b: null, clipId } });
      const run = runId === undefined ? undefined : found(await store.runs.read(runId), 'run');
      const plain = runSettings.parse({});
      const { heldOutShare: share, seed } = { ...plain, ...run?.settings, ...withoutUndefined(asked) };
      const side = async (name: Side, personId: string) => {
        const faces = await keptFacesOf(context, personId);
        const rule = run?.heldOut ? run.heldOut[name] : chooseHeldOut(faces, { share, seed });
        const toShow = await facesToShow(context, { personId, faces, rule, clipId });
        return { proposed: chooseShownFaces(toShow), heldOutIds: [...toShow.heldOutIds] };
      };
      return { a: await side('a', personA), b: await side('b', personB) };
    },
  };
};

const withoutUndefined = (asked: Partial<Pick<RunSettings, 'heldOutShare' | 'seed'>>) =>
  Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));

/** @throws StudioError bad_request where a face is not a kept one of its side's person, or the clip shows neither of them */
export const requireShowable = async (
  { store }: StudioContext,
  {
    personAId,
    personBId,
    wish,
  }: { readonly personAId: string; readonly personBId: string; readonly wish: ShownFacesWish },
): Promise<void> => {
  const sides = [
    { ids: wish.a ?? [], personId: personAId },
    { ids: wish.b ?? [], personId: personBId },
  ];
  for (const { ids, personId } of sides) {
    for (const faceId of ids) {
      const place = await store.faces.place(faceId);
      if (place?.personId === personId && place.state === 'kept') continue;
      throw new StudioError('bad_request', 'A face to be shown is not one of the kept faces of its person.', {
        facts: { faceId, personId },
      });
    }
  }
  if (wish.clipId === null) return;
  const clip = found(await store.clips.read(wish.clipId), 'clip');
  if (clip.personId === personAId || clip.personId === personBId) return;
  throw new StudioError('bad_request', 'The clip to be converted belongs to neither of the two people.', {
    facts: { clipId: clip.id },
  });
};

type Sides<Value> = Readonly<Record<Side, Value>>;
type Crops = JobPayload<'train-autoencoder'>['shownA'];

interface ToChooseFrom {
  readonly faces: Sides<readonly KeptFace[]>;
  readonly rules: Sides<HeldOutRule | null>;
  readonly log: RunLogService;
}

/** What a run shows from where it stands: the newest set while the wish stays the same, else a new one, which is kept. */
export const shownCrops = async (context: StudioContext, run: RunRecord, from: ToChooseFrom): Promise<Sides<Crops>> => {
  const newest = run.shownSets.at(-1);
  const isKept = newest !== undefined && isSame(newest.wish, run.settings.shownFaces);
  const set = isKept ? newest : await newSet(context, run, from);
  const number = isKept ? run.shownSets.length - 1 : run.shownSets.length;
  const crops = (side: Side): Crops =>
    set[side].map(({ id, ...mark }) => ({
      ...mark,
      path: context.files.paths.shownFace(run.id, { set: number, side, faceId: id }),
    }));
  return { a: crops('a'), b: crops('b') };
};

const newSet = async (context: StudioContext, run: RunRecord, from: ToChooseFrom): Promise<ShownSet> => {
  const { faces, rules } = from;
  const wish = run.settings.shownFaces;
  const side = async (name: Side): Promise<ShownFace[]> => {
    const personId = name === 'a' ? run.personAId : run.personBId;
    const toShow = await facesToShow(context, { personId, faces: faces[name], rule: rules[name], clipId: wish.clipId });
    const asked = markShownFaces(wish[name] ?? [], toShow);
    // Of those asked for none may be left: faces come and go.
    return asked.length > 0 ? asked : chooseShownFaces(toShow);
  };
  const branch = currentBranch(run.branches);
  const set = { wish, branch, afterIteration: run.iteration, a: await side('a'), b: await side('b') };
  await keepCrops(context, { runId: run.id, number: run.shownSets.length, set });
  await context.store.runs.update(run.id, { shownSets: [...run.shownSets, set] });
  const { afterIteration } = set;
  await from.log.note(run.id, { kind: 'faces-shown', a: set.a.length, b: set.b.length, afterIteration });
  return set;
};

const isSame = (one: ShownFacesWish, other: ShownFacesWish): boolean =>
  JSON.stringify([one.a, one.b, one.clipId]) === JSON.stringify([other.a, other.b, other.clipId]);

const facesToShow = async (
  { store }: StudioContext,
  of: {
    readonly personId: string;
    readonly faces: readonly KeptFace[];
    readonly rule: HeldOutRule | null;
    readonly clipId: string | null;
  },
): Promise<ToShow> => ({
  table: await store.faces.measures({ personId: of.personId }),
  heldOutIds: new Set(parted(of.faces, of.rule).held.map(({ id }) => id)),
  clipId: of.clipId,
});

const keepCrops = async (
  { store, files }: StudioContext,
  { runId, number, set }: { readonly runId: string; readonly number: number; readonly set: ShownSet },
): Promise<void> => {
  for (const side of ['a', 'b'] as const) {
    for (const { id } of set[side]) {
      const place = found(await store.faces.place(id), 'face');
      const to = files.paths.shownFace(runId, { set: number, side, faceId: id });
      // A start that was cut has left some of them.
      await files.remove(to);
      await files.share(files.paths.face(place.clipId, id, place.pictureVersion), to);
    }
  }
};
