import { describe, expect, it } from 'vitest';
import { conversionSettings } from '#core/contract/conversion.ts';
import type { WantedPerson } from '#core/dataset/wanted-person.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createFrameMemory } from '#server/pipelines/frame-memory.ts';
import { type SwappedPeople, swapPeople } from '#server/pipelines/swap-people.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import { clipSceneModels, strangers } from '#tests/helpers/synthetic-face.ts';
import { wavyFrame } from '#tests/helpers/synthetic-frames.ts';

const [left, right, passerBy] = strangers(3) as [Float32Array, Float32Array, Float32Array];
const places = { left: [90, 110], right: [270, 110], passerBy: [180, 240] } as const;
const count = 24;

/** All three stand there; the one on the right comes late, the one on the left goes early. */
const actors = [
  { descriptor: left, at: (i: number) => (i < 18 ? { x: 90, y: 110, unit: 50 } : undefined) },
  { descriptor: right, at: (i: number) => (i >= 4 ? { x: 270, y: 110, unit: 50 } : undefined) },
  { descriptor: passerBy, at: () => ({ x: 180, y: 240, unit: 50 }) },
];

const white: FacePredictor = {
  ...{ faceSize: 64, drawnSize: 64, squareShare: networkShare },
  predict: async ({ faces }) => ({ faces: faces.map(() => 1) }),
  [Symbol.dispose]: () => undefined,
};

const swap = async (
  people: readonly WantedPerson[],
  predictors?: ReadonlyMap<number, FacePredictor>,
): Promise<{ before: VideoFrame[]; after: SwappedPeople[] }> => {
  const before = Array.from({ length: count }, (_, index) => ({
    ...wavyFrame(360, 300),
    index,
    timeSeconds: index / 25,
  }));
  const frames = (async function* () {
    for (const frame of before) yield copyFrame(frame);
  })();
  const after: SwappedPeople[] = [];
  const settings = conversionSettings.parse({ to: 'b', colourTransfer: 'none', sharpen: 0, grain: 0 });
  for await (const item of swapPeople({
    ...{ frames, predictor: white, predictors, settings, people, originals: createFrameMemory() },
    models: clipSceneModels(actors),
  }))
    after.push(item);
  return { before, after };
};

const alone = (descriptor: Float32Array): WantedPerson => ({
  looks: [descriptor],
  others: [left, right, passerBy].filter((other) => other !== descriptor),
});

const whoIsWhite = ({ frame }: SwappedPeople): string[] =>
  Object.entries(places).flatMap(([name, [x, y]]) => ((frame.y[y * frame.width + x] as number) > 250 ? [name] : []));

describe('swapping people', () => {
  it('swaps everybody who was chosen, side by side too, and nobody else', async () => {
    for (const [chosen, names] of [
      [[alone(left)], ['left']],
      [
        [alone(right), alone(passerBy)],
        ['right', 'passerBy'],
      ],
      [
        [alone(left), alone(right), alone(passerBy)],
        ['left', 'right', 'passerBy'],
      ],
    ] as const) {
      const { after } = await swap(chosen);
      // Wholly there: a face that comes or goes fades.
      expect(new Set(whoIsWhite(after[11] as SwappedPeople))).toEqual(new Set(names));
    }
  });

  it('gives every frame once and in order, with the original as it was before anybody was swapped', async () => {
    const { before, after } = await swap([alone(left), alone(right)]);
    expect(after.map(({ frame }) => frame.index)).toEqual(before.map(({ index }) => index));
    after.forEach(({ original }, i) => {
      for (const plane of ['y', 'u', 'v'] as const)
        expect(Buffer.compare(original[plane], before[i]?.[plane] as Uint8Array)).toBe(0);
    });
  });

  it('gives each the face that their own model draws', async () => {
    const black: FacePredictor = { ...white, predict: async ({ faces }) => ({ faces: faces.map(() => 0) }) };
    const { after } = await swap([alone(left), alone(right)], new Map([[1, black]]));
    const { frame } = after[11] as SwappedPeople;
    const lightOf = ([x, y]: readonly [number, number]) => frame.y[y * frame.width + x] as number;
    expect(lightOf(places.left)).toBeGreaterThan(250);
    expect(lightOf(places.right)).toBeLessThan(5);
  });

  it('tells of everybody in a frame, and first of the first who is there, each on a track of their own', async () => {
    const { after } = await swap([alone(left), alone(right)]);
    const present = after.map(({ faces }) => faces.map(({ person }) => person));
    expect(present).toEqual([...Array(4).fill([0]), ...Array(14).fill([0, 1]), ...Array(6).fill([1])]);
    for (const { face, faces } of after) expect(face).toBe(faces[0]?.face);
    expect(after[17]?.face?.track).not.toBe(after[18]?.face?.track);
  });

  it('passes every frame untouched where nobody is to be swapped, and says that others are there', async () => {
    const { before, after } = await swap([{ looks: [], others: [left, right, passerBy] }]);
    after.forEach(({ frame, face, absence }, i) => {
      expect([face, absence]).toEqual([undefined, 'anotherPerson']);
      expect(Buffer.compare(frame.y, before[i]?.y as Uint8Array)).toBe(0);
    });
  });
});
