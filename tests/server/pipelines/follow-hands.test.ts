import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { inputPoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import { lookSize } from '#core/pixels/face-look.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import { createHandModels } from '#server/adapters/tensorflow/face-models/create-hand-models.ts';
import { type FollowedHand, type HandState, steadyHands } from '#server/pipelines/follow-hands.ts';
import { networkToFrame } from '#server/pipelines/network-square.ts';
import { rememberedHands } from '#server/pipelines/remembered-faces.ts';
import { steadyCover } from '#server/pipelines/steady-cover.ts';
import type { SteadyFrame } from '#server/pipelines/steady-faces.ts';
import { streamOf } from '#server/pipelines/stream-of.ts';
import type { GoingOn } from '#server/pipelines/track-person.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { HandModels } from '#server/ports/hand-models.ts';
import { inwards, type MarkedHand, markedHands } from '#tests/helpers/marked-hands.ts';
import { someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const pointing = sharedMedia('intel_asl_sister.mkv');
const praying = sharedMedia('intel_asl_book.mkv');
const free = sharedMedia('grid_brbk7n_woman.mpg');

let faces: ClipFaceModels;
let hands: HandModels;
let asked = 0;
beforeAll(() => {
  faces = createClipFaceModels();
  const real = createHandModels();
  hands = {
    measure: (squares) => {
      asked += squares.length;
      return real.measure(squares);
    },
    [Symbol.dispose]: () => real[Symbol.dispose](),
  };
});
afterAll(() => {
  faces[Symbol.dispose]();
  hands[Symbol.dispose]();
});

/** Each frame with its face, as if it were the first; `track` tells shots apart. */
const withFaces = async (frames: readonly VideoFrame[], track = 0): Promise<SteadyFrame[]> =>
  Promise.all(
    frames.map(async (frame) => {
      const [face] = await faces.find({ frame, known: [], thorough: false });
      const mesh = face?.mesh;
      return { frame, absence: undefined, face: mesh && { mesh, seen: mesh, track, strength: 1 } };
    }),
  );

const framesOf = async (path: string, from: number, count: number): Promise<VideoFrame[]> =>
  (await someFrames(path, { count: from + count })).slice(from);

const handsIn = async (
  items: readonly SteadyFrame[],
  models = hands,
  going?: GoingOn<HandState>,
): Promise<(readonly FollowedHand[])[]> => {
  const seen: (readonly FollowedHand[])[] = [];
  for await (const item of steadyHands(streamOf(items), models, going)) seen.push(item.hands);
  return seen;
};

const marked = (clip: string, frameIndex: number): MarkedHand =>
  markedHands.find((hand) => hand.clip === clip && hand.frameIndex === frameIndex) as MarkedHand;

describe('hands before a face', () => {
  test.skipIf(!pointing)(
    'are found, followed back to where they came, and lie where somebody marked them',
    async () => {
      const seen = await handsIn(await withFaces(await framesOf(pointing as string, 18, 15)));
      // The hand comes up blurred: nobody is seen in the first frames, and it is followed from when it is clear.
      expect(seen[0]).toEqual([]);
      expect(seen.slice(8).map((each) => each.length)).toEqual(Array(7).fill(1));
      expect(new Set(seen.slice(8).map(([hand]) => hand?.track)).size).toBe(1);
      for (const frameIndex of [26, 30]) {
        const points = seen[frameIndex - 18]?.[0]?.points ?? [];
        const outside = points.filter(([x, y]) => inwards(marked('intel_asl_sister.mkv', frameIndex), x, y) < -2);
        expect(outside).toEqual([]);
      }
    },
  );

  test.skipIf(!praying)('are two where two lie together', async () => {
    const seen = await handsIn(await withFaces(await framesOf(praying as string, 42, 1)));
    expect(seen[0]).toHaveLength(2);
  });

  test.skipIf(!free)('are none where there are none, and each look at them is as dear as ten hands', async () => {
    asked = 0;
    const items = await withFaces(await framesOf(free as string, 0, 13));
    expect((await handsIn(items)).flat()).toEqual([]);
    // Three looks: the first frame, the seventh and the thirteenth.
    expect(asked).toBe(3 * 10);
  });

  test.skipIf(!pointing)('are followed on from where it was left as if nothing had happened', async () => {
    const items = await withFaces(await framesOf(pointing as string, 18, 15));
    const states: HandState[] = [];
    const whole = await handsIn(items, hands, { from: undefined, note: (_, state) => void states.push(state) });
    expect(states).toHaveLength(15);
    expect(whole.at(-1)).toHaveLength(1);
    for (const left of [3, 8, 11]) {
      const from = structuredClone(states[left]);
      const rest = await handsIn(items.slice(left + 1), hands, { from, note: () => undefined });
      // The first is steadied by the frame before it, which is not there.
      expect(rest.slice(1)).toEqual(whole.slice(left + 2));
    }
  });

  it('are looked for nowhere where there is no face', async () => {
    asked = 0;
    const frame = { index: 0 } as VideoFrame;
    expect(await handsIn([{ frame, face: undefined, absence: 'nobody' }])).toEqual([[]]);
    expect(asked).toBe(0);
  });

  test.skipIf(!praying)('stay in front: the face is free but for them, and all of it without', async () => {
    const items = await withFaces(await framesOf(praying as string, 24, 1));
    const mapOf = async (models: HandModels | undefined): Promise<Float32Array | undefined> => {
      for await (const item of steadyCover(streamOf(items), { hands: models })) return item.free?.();
      return undefined;
    };
    expect(await mapOf(undefined)).toBeUndefined();
    const map = (await mapOf(hands)) as Float32Array;
    const hand = marked('intel_asl_book.mkv', 24);
    const toFrame = networkToFrame(items[0]?.face?.mesh ?? [], lookSize);
    let [hit, either] = [0, 0];
    map.forEach((value, at) => {
      const [x, y] = applySimilarity(toFrame, inputPoint((at % lookSize) + 0.5, Math.floor(at / lookSize) + 0.5));
      const isThere = inwards(hand, x, y) > 0;
      if (isThere && value === 0) hit += 1;
      if (isThere || value === 0) either += 1;
    });
    expect(hit / either).toBeGreaterThan(0.5);
  });

  test.skipIf(!pointing)('are asked for once where a frame is drawn again', async () => {
    const items = await withFaces(await framesOf(pointing as string, 28, 2));
    const remembered = rememberedHands(hands);
    const first = await handsIn(items, remembered);
    asked = 0;
    expect(await handsIn(items, remembered)).toEqual(first);
    expect(asked).toBe(0);
  });
});
