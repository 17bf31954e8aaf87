/** Faces followed through frames, and what is told to lie before them, as conversions do it. */
import { lookSize } from '#core/pixels/face-look.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { type CoverOptions, steadyCover } from '#server/pipelines/steady-cover.ts';
import type { SteadyFrame } from '#server/pipelines/steady-faces.ts';
import { streamOf } from '#server/pipelines/stream-of.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';

/** Pixels told and right, and told or right. */
export interface HandTally {
  hit: number;
  either: number;
}

export const followFace = async (
  models: ClipFaceModels,
  frames: readonly VideoFrame[],
): Promise<readonly (FoundFace | undefined)[]> => {
  const faces: (FoundFace | undefined)[] = [];
  for (const frame of frames) {
    const last = faces.at(-1);
    const [next] = last ? await models.follow([{ frame, face: last }]) : [];
    faces.push(next ?? (await models.find({ frame, known: [], thorough: true }))[0]);
  }
  return faces;
};

export const seenAt = (frame: VideoFrame, { mesh }: FoundFace, track: number): SteadyFrame => ({
  frame,
  absence: undefined,
  face: { mesh, seen: mesh, track, strength: 1 },
});

/** For each frame where its face is free. */
export const coverMaps = async (items: readonly SteadyFrame[], options: CoverOptions): Promise<Float32Array[]> => {
  const maps: Float32Array[] = [];
  for await (const { free } of steadyCover(streamOf(items), options))
    maps.push(free?.() ?? new Float32Array(lookSize ** 2).fill(1));
  return maps;
};
