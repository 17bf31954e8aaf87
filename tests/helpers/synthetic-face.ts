/** A face without a picture: the mean face's points and a round outline, anywhere in a frame; and models that see it. */
import { boxAround } from '#core/geometry/box.ts';
import { meanFace } from '#core/geometry/mean-face.ts';
import { meshOutline, meshTo51 } from '#core/geometry/mesh-points.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FaceModels, FoundFace } from '#server/ports/face-models.ts';

export interface FacePlace {
  /** Middle of the face, frame pixels. */
  readonly x: number;
  readonly y: number;
  /** Pixels to a unit of the mean face. */
  readonly unit: number;
  /** Radians. */
  readonly turn?: number;
}

export const syntheticFace = (place: FacePlace): FoundFace => {
  const mesh = Array.from({ length: 468 }, () => inFrame(place, 0.49, 0.4));
  const indices = Array.from({ length: 468 }, (_, index) => framePoint(index, 0));
  meshTo51(indices).forEach(([index], i) => {
    const [x, y] = meanFace[i] as (typeof meanFace)[number];
    mesh[index] = inFrame(place, x, y);
  });
  meshOutline(indices).forEach(([index], i) => {
    const angle = (i * Math.PI) / 18;
    mesh[index] = inFrame(place, 0.49 + 0.6 * Math.sin(angle), 0.45 - 0.75 * Math.cos(angle));
  });
  return { box: boxAround(mesh), score: 0.9, mesh };
};

const inFrame = ({ x, y, unit, turn = 0 }: FacePlace, u: number, v: number): FramePoint => {
  const [dx, dy] = [(u - 0.49) * unit, (v - 0.45) * unit];
  return framePoint(x + dx * Math.cos(turn) - dy * Math.sin(turn), y + dx * Math.sin(turn) + dy * Math.cos(turn));
};

/** Somebody in a scene: where they are at each frame (undefined: not there) and what their face is like. */
export interface Actor {
  readonly descriptor: Float32Array;
  readonly at: (frameIndex: number) => FacePlace | undefined;
}

/** Models that know the scene. They follow whichever face is nearest to the last place, as real ones do. */
export const sceneModels = (
  actors: readonly Actor[],
): FaceModels & { readonly calls: { find: number; track: number } } => {
  const calls = { find: 0, track: 0 };
  const facesIn = (frame: VideoFrame) =>
    actors.flatMap((actor) => {
      const place = actor.at(frame.index);
      return place ? [{ actor, face: syntheticFace(place) }] : [];
    });
  const distance = (a: FoundFace, b: FoundFace): number => Math.hypot(a.box.left - b.box.left, a.box.top - b.box.top);
  return {
    calls,
    find: (frames) => {
      calls.find += 1;
      return frames.map((frame) =>
        facesIn(frame)
          .map(({ face }) => face)
          .sort((a, b) => b.box.width - a.box.width),
      );
    },
    track: ({ frame, last }) => {
      calls.track += 1;
      const near = facesIn(frame).filter(({ face }) => distance(face, last) < last.box.width / 2);
      return near.sort((a, b) => distance(a.face, last) - distance(b.face, last))[0]?.face;
    },
    look: () => {
      throw new Error('no scene sets a face by hand');
    },
    describe: (faces) =>
      faces.map(({ frame, face }) => {
        const found = facesIn(frame).find((other) => distance(other.face, face) < 1e-6);
        return (found?.actor ?? (actors[0] as Actor)).descriptor;
      }),
    [Symbol.dispose]: () => undefined,
  };
};

/**
 * The same scene for long clips, counted: `looks` tells at which frames whole frames were looked at. Each face has the
 * descriptor of whoever it lies on.
 */
export const clipSceneModels = (
  actors: readonly Actor[],
): ClipFaceModels & { readonly looks: { index: number; thorough: boolean }[]; readonly described: number[] } => {
  const models = sceneModels(actors);
  const looks: { index: number; thorough: boolean }[] = [];
  const described: number[] = [];
  const isKnown = (face: FoundFace, known: readonly FoundFace[]): boolean =>
    known.some(({ box }) => box.left === face.box.left && box.top === face.box.top);
  return {
    looks,
    described,
    find: async ({ frame, known, thorough }) => {
      looks.push({ index: frame.index, thorough });
      return (models.find([frame])[0] ?? []).filter((face) => !isKnown(face, known));
    },
    follow: async (faces) => faces.map(({ frame, face }) => models.track({ frame, last: face })),
    describe: async (faces) => {
      described.push(...faces.map(({ frame }) => frame.index));
      return models.describe(faces);
    },
    gaze: async (faces) => faces.map(() => [0, 0]),
    [Symbol.dispose]: () => undefined,
  };
};

/** Descriptors of this many people, all at a right angle to each other. */
export const strangers = (count: number): Float32Array[] =>
  Array.from({ length: count }, (_, person) => Float32Array.from({ length: 8 }, (_, i) => (i === person ? 1 : 0)));
