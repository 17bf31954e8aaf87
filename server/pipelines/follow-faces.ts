/**
 * Frames of a shot film -> the same frames with every face in them, each under the number of its track. Looking for faces
 * is dear and following one is cheap: whole frames are looked at now and then, at cuts and where a face is lost, and the
 * mesh follows from frame to frame between. A face that a look finds new is followed backwards to the look before, so
 * none is missed for having come between two looks.
 */
import { intersectionOverUnion } from '#core/geometry/box.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FrameLook } from '#core/pixels/scene-change.ts';
import { isSceneChange, lookOf } from '#core/pixels/scene-change.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';

export interface FollowedFace {
  readonly face: FoundFace;
  /** From 0, in the order in which tracks are found; new at a cut and where a face was lost. */
  readonly track: number;
}

export interface FollowedFrame {
  readonly frame: VideoFrame;
  readonly faces: readonly FollowedFace[];
}

/** Between two looks at whole frames pass at most so much time and so many frames, which are held in memory meanwhile. */
export const secondsBetweenLooks = 0.34;
export const framesBetweenLooks = 8;

/** A thorough look costs as much as dozens of others: at the start, after cuts, and then so often. */
const secondsBetweenThoroughLooks = 10;

export async function* followFaces(options: {
  readonly frames: AsyncIterable<VideoFrame>;
  readonly models: ClipFaceModels;
}): AsyncGenerator<FollowedFrame> {
  const { models } = options;
  let state: FollowState = { live: [], look: undefined, lookedAt: 0, thoroughAt: 0, nextTrack: 0 };
  let held: FollowedFrame[] = [];
  for await (const frame of options.frames) {
    const look = lookOf(frame);
    const isNew = state.look === undefined || isSceneChange(state.look, look);
    const faces = isNew ? [] : await followAll(models, frame, state.live);
    const isLost = !isNew && faces.length < state.live.length;
    if (isNew) {
      yield* held;
      held = [];
    }
    if (isNew || isLost || isLookDue(frame, state, held.length)) {
      const isThorough = isNew || frame.timeSeconds - state.thoroughAt >= secondsBetweenThoroughLooks;
      const found = await models.find({ frame, known: faces.map(({ face }) => face), thorough: isThorough });
      const lost = isNew ? [] : lostOf(state.live, faces);
      const numbered = numberFound({ found, lost, nextTrack: state.nextTrack });
      await followBack({ models, held, faces: numbered.faces.filter(({ track }) => track >= state.nextTrack) });
      yield* held;
      held = [];
      const all = [...faces, ...numbered.faces];
      yield { frame, faces: all };
      const thoroughAt = isThorough ? frame.timeSeconds : state.thoroughAt;
      state = { live: all, look, lookedAt: frame.timeSeconds, thoroughAt, nextTrack: numbered.nextTrack };
    } else {
      held.push({ frame, faces });
      state = { ...state, live: faces, look };
    }
  }
  yield* held;
}

interface FollowState {
  /** Faces of the frame before. */
  readonly live: readonly FollowedFace[];
  readonly look: FrameLook | undefined;
  readonly lookedAt: number;
  readonly thoroughAt: number;
  readonly nextTrack: number;
}

const isLookDue = ({ timeSeconds }: VideoFrame, { lookedAt }: FollowState, heldCount: number): boolean =>
  heldCount + 1 >= framesBetweenLooks || timeSeconds - lookedAt >= secondsBetweenLooks;

const followAll = async (
  models: ClipFaceModels,
  frame: VideoFrame,
  live: readonly FollowedFace[],
): Promise<FollowedFace[]> => {
  if (live.length === 0) return [];
  const followed = await models.follow(live.map(({ face }) => ({ frame, face })));
  const seen: FollowedFace[] = [];
  followed.forEach((face, index) => {
    // Two tracks that come to lie on one face are one: the elder keeps it.
    if (face && !seen.some((other) => isSame(other.face, face)))
      seen.push({ face, track: (live[index] as FollowedFace).track });
  });
  return seen;
};

const lostOf = (before: readonly FollowedFace[], now: readonly FollowedFace[]): FollowedFace[] =>
  before.filter(({ track }) => !now.some((face) => face.track === track));

interface NumberFound {
  readonly found: readonly FoundFace[];
  /** Faces that the mesh lost in this very frame: one found where such a face just was is the same head. */
  readonly lost: readonly FollowedFace[];
  readonly nextTrack: number;
}

const numberFound = ({ found, lost, nextTrack }: NumberFound): { faces: FollowedFace[]; nextTrack: number } => {
  const left = [...lost];
  let next = nextTrack;
  const faces = found.map((face): FollowedFace => {
    const index = left.findIndex((other) => isSame(other.face, face));
    const [before] = index >= 0 ? left.splice(index, 1) : [];
    return { face, track: before ? before.track : next++ };
  });
  return { faces, nextTrack: next };
};

interface FollowBack {
  readonly models: ClipFaceModels;
  /** Frames since the look before, which take what is found. */
  readonly held: FollowedFrame[];
  readonly faces: readonly FollowedFace[];
}

const followBack = async ({ models, held, faces }: FollowBack): Promise<void> => {
  let live = faces;
  for (let index = held.length - 1; index >= 0 && live.length > 0; index--) {
    const { frame, faces: known } = held[index] as FollowedFrame;
    const back = await followAll(models, frame, live);
    live = back.filter(({ face }) => !known.some((other) => isSame(other.face, face)));
    held[index] = { frame, faces: [...known, ...live] };
  }
};

const isSame = (one: FoundFace, other: FoundFace): boolean => intersectionOverUnion(one.box, other.box) > 0.4;

/** Pictures that do not follow each other: each is looked at thoroughly, and each face is a track of its own. */
export async function* findInPhotos(options: {
  readonly frames: AsyncIterable<VideoFrame>;
  readonly models: ClipFaceModels;
}): AsyncGenerator<FollowedFrame> {
  let nextTrack = 0;
  for await (const frame of options.frames) {
    const found = await options.models.find({ frame, known: [], thorough: true });
    yield { frame, faces: found.map((face) => ({ face, track: nextTrack++ })) };
  }
}
