/**
 * Frames -> the same frames with one person's face, followed from frame to frame. Looking for faces is dear and following
 * one is cheap, so one is looked for only when none is followed; now and then, and whenever the picture jumps, the face
 * followed is checked to be the right person's still.
 */

import { likenessOf, matchFloor } from '#core/dataset/likeness.ts';
import { centreOf } from '#core/geometry/box.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FrameLook } from '#core/pixels/scene-change.ts';
import { isSceneChange, lookOf } from '#core/pixels/scene-change.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';

export interface TrackedFrame {
  readonly frame: VideoFrame;
  /** Undefined where the person is not to be seen. */
  readonly face: FoundFace | undefined;
  /** Changes where the face could not be followed: what lies before and after need not be near. */
  readonly track: number;
}

export interface TrackPersonOptions {
  readonly frames: AsyncIterable<VideoFrame>;
  readonly models: FaceModels;
  /** Without one, the largest face that is seen first is the person. */
  readonly personDescriptor: Float32Array | null;
}

export async function* trackPerson({
  frames,
  models,
  personDescriptor,
}: TrackPersonOptions): AsyncGenerator<TrackedFrame> {
  let state: TrackState = {
    person: personDescriptor ?? undefined,
    face: undefined,
    look: undefined,
    track: 0,
    sinceCheck: 0,
  };
  for await (const frame of frames) {
    state = follow(models, frame, state);
    yield { frame, face: state.face, track: state.track };
  }
}

interface TrackState {
  readonly person: Float32Array | undefined;
  readonly face: FoundFace | undefined;
  readonly look: FrameLook | undefined;
  readonly track: number;
  /** Frames since the face was last known to be the person's. */
  readonly sinceCheck: number;
}

/** Half a second at most passes before a face that has taken the person's place is noticed. */
const framesBetweenChecks = 10;

/** Below this a followed face is somebody else's: lower than what it takes to be picked, as turned heads are less alike. */
const stillSameFloor = 0.5;

const follow = (models: FaceModels, frame: VideoFrame, state: TrackState): TrackState => {
  const look = lookOf(frame);
  const cut = state.look !== undefined && isSceneChange(state.look, look);
  const next = cut || !state.face ? undefined : models.track({ frame, last: state.face });
  if (!next) return search(models, frame, { ...state, look });
  if (state.sinceCheck + 1 < framesBetweenChecks && !hasJumped(state.face as FoundFace, next)) {
    return { ...state, look, face: next, sinceCheck: state.sinceCheck + 1 };
  }
  const [descriptor] = models.describe([{ frame, face: next }]);
  const isSame = likenessOf(descriptor as Float32Array, state.person as Float32Array) >= stillSameFloor;
  return isSame ? { ...state, look, face: next, sinceCheck: 0 } : search(models, frame, { ...state, look });
};

const search = (models: FaceModels, frame: VideoFrame, state: TrackState): TrackState => {
  const lost = { ...state, face: undefined, track: state.track + 1, sinceCheck: 0 };
  const faces = models.find([frame])[0] ?? [];
  if (faces.length === 0) return lost;
  const descriptors = models.describe(faces.map((face) => ({ frame, face })));
  // Largest first, so without a person to look for it is the first.
  if (!state.person) return { ...lost, face: faces[0], person: descriptors[0] };
  const person = state.person;
  const best = faces
    .map((face, index) => ({ face, likeness: likenessOf(descriptors[index] as Float32Array, person) }))
    .sort((a, b) => b.likeness - a.likeness)[0];
  return best && best.likeness >= matchFloor ? { ...lost, face: best.face } : lost;
};

/** A head moves by a few hundredths of its width from frame to frame. */
const hasJumped = (before: FoundFace, after: FoundFace): boolean => {
  const [bx, by] = centreOf(before.box);
  const [ax, ay] = centreOf(after.box);
  return Math.hypot(ax - bx, ay - by) > 0.2 * before.box.width;
};
