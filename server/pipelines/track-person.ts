/**
 * Frames -> the same frames with one person's face, followed from frame to frame. Looking for faces is dear and following
 * one is cheap, so one is looked for only when none is followed; now and then, and whenever the picture jumps, the face
 * followed is checked to be the right person's still.
 */

import { matchFloor } from '#core/dataset/likeness.ts';
import { type WantedPerson, wantedLikeness } from '#core/dataset/wanted-person.ts';
import { centreOf, intersectionOverUnion } from '#core/geometry/box.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FrameLook } from '#core/pixels/scene-change.ts';
import { isSceneChange, lookOf } from '#core/pixels/scene-change.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';

/** Why a frame has no face of the person: no face was found, or none that is theirs. */
export type Absence = 'nobody' | 'anotherPerson';

export interface TrackedFrame {
  readonly frame: VideoFrame;
  /** Undefined where the person is not to be seen. */
  readonly face: FoundFace | undefined;
  /** Undefined where the person is to be seen. */
  readonly absence: Absence | undefined;
  /** Changes where the face could not be followed: what lies before and after need not be near. */
  readonly track: number;
  /** Changes at every cut. */
  readonly shot: number;
}

export interface TrackPersonOptions {
  readonly frames: AsyncIterable<VideoFrame>;
  readonly models: ClipFaceModels;
  /** Without one, the largest face that is seen first is the person. */
  readonly person: WantedPerson | null;
  readonly going?: GoingOn<TrackState> | undefined;
}

/** So that what is told from frame to frame can be gone on with where it was left. */
export interface GoingOn<State> {
  /** How it stood before the first of the frames; plain data. */
  readonly from: State | undefined;
  /** Told of every frame how it stands then. */
  readonly note: (frame: VideoFrame, state: State) => void;
}

/** A face lost for so few frames that comes back where it was is the same head: a lid shut too far, a hand passing. */
export const longestGap = 3;

export async function* trackPerson({
  frames,
  models,
  person,
  going,
}: TrackPersonOptions): AsyncGenerator<TrackedFrame> {
  let state = going?.from ?? startingWith(person);
  for await (const frame of frames) {
    state = await follow(models, frame, state);
    going?.note(frame, state);
    const { face, absence, track, shot } = state;
    yield { frame, face, absence, track, shot };
  }
}

const startingWith = (person: WantedPerson | null): TrackState => ({
  person: person ?? undefined,
  face: undefined,
  absence: undefined,
  seen: undefined,
  look: undefined,
  track: 0,
  shot: 0,
  sinceCheck: 0,
  lookedThoroughlyAt: -Infinity,
});

/** Plain data. */
export interface TrackState {
  readonly person: WantedPerson | undefined;
  readonly face: FoundFace | undefined;
  readonly absence: Absence | undefined;
  /** Where the person was last. */
  readonly seen: SeenFace | undefined;
  readonly look: FrameLook | undefined;
  readonly track: number;
  readonly shot: number;
  /** Frames since the face was last known to be the person's. */
  readonly sinceCheck: number;
  /** Seconds. */
  readonly lookedThoroughlyAt: number;
}

interface SeenFace {
  readonly face: FoundFace;
  /** Of the frame. */
  readonly index: number;
  readonly shot: number;
  readonly track: number;
}

/** Half a second at most passes before a face that has taken the person's place is noticed. */
const framesBetweenChecks = 10;

/** A thorough look costs as much as dozens of others: so often at most, while nobody is followed. */
const secondsBetweenThoroughLooks = 1;

/** Below this a followed face is somebody else's: lower than what it takes to be picked, as turned heads are less alike. */
const stillSameFloor = 0.5;

const follow = async (models: ClipFaceModels, frame: VideoFrame, before: TrackState): Promise<TrackState> => {
  const look = lookOf(frame);
  const isCut = before.look !== undefined && isSceneChange(before.look, look);
  const state = isCut ? { ...before, look, face: undefined, shot: before.shot + 1 } : { ...before, look };
  const [next] = state.face ? await models.follow([{ frame, face: state.face }]) : [];
  if (!next) return search(models, frame, state);
  const followed = { ...state, face: next, seen: seenAt(frame, next, state) };
  if (state.sinceCheck + 1 < framesBetweenChecks && !hasJumped(state.face as FoundFace, next))
    return { ...followed, sinceCheck: state.sinceCheck + 1 };
  const [descriptor] = await models.describe([{ frame, face: next }]);
  const likeness = wantedLikeness(descriptor as Float32Array, state.person as WantedPerson);
  const isSame = likeness !== undefined && likeness >= stillSameFloor;
  return isSame ? { ...followed, sinceCheck: 0 } : search(models, frame, { ...state, seen: undefined });
};

const search = async (models: ClipFaceModels, frame: VideoFrame, state: TrackState): Promise<TrackState> => {
  const thorough = frame.timeSeconds - state.lookedThoroughlyAt >= secondsBetweenThoroughLooks;
  const lookedThoroughlyAt = thorough ? frame.timeSeconds : state.lookedThoroughlyAt;
  const lost = { ...state, lookedThoroughlyAt, face: undefined, track: state.track + 1, sinceCheck: 0 };
  const faces = await models.find({ frame, known: [], thorough });
  if (faces.length === 0) return { ...lost, absence: 'nobody' };
  const descriptors = await models.describe(faces.map((face) => ({ frame, face })));
  // Largest first, so without a person to look for it is the first.
  const person = state.person ?? { looks: [descriptors[0] as Float32Array], others: [] };
  const best = faces
    .map((face, index) => ({ face, likeness: wantedLikeness(descriptors[index] as Float32Array, person) ?? -1 }))
    .sort((a, b) => b.likeness - a.likeness)[0];
  if (!best || best.likeness < matchFloor) return { ...lost, absence: 'anotherPerson' };
  const track = isBack(state, frame, best.face) ? (state.seen as SeenFace).track : lost.track;
  return {
    ...lost,
    absence: undefined,
    person,
    face: best.face,
    track,
    seen: seenAt(frame, best.face, { ...state, track }),
  };
};

const seenAt = (
  { index }: VideoFrame,
  face: FoundFace,
  { shot, track }: Pick<TrackState, 'shot' | 'track'>,
): SeenFace => ({ face, index, shot, track });

const isBack = ({ seen, shot }: TrackState, { index }: VideoFrame, { box }: FoundFace): boolean =>
  seen?.shot === shot && index - seen.index <= longestGap + 1 && intersectionOverUnion(seen.face.box, box) > 0.3;

/** A head moves by a few hundredths of its width from frame to frame. */
const hasJumped = (before: FoundFace, after: FoundFace): boolean => {
  const [bx, by] = centreOf(before.box);
  const [ax, ay] = centreOf(after.box);
  return Math.hypot(ax - bx, ay - by) > 0.2 * before.box.width;
};
