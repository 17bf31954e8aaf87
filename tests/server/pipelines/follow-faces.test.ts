import { describe, expect, it } from 'vitest';
import type { VideoFrame } from '#core/pixels/image.ts';
import { facesBetweenMeasures, TrackDescriber } from '#server/pipelines/describe-tracks.ts';
import { type FollowedFrame, findInPhotos, followFaces, framesBetweenLooks } from '#server/pipelines/follow-faces.ts';
import { steadyTracks } from '#server/pipelines/steady-tracks.ts';
import { type Actor, clipSceneModels, strangers, syntheticFace } from '#tests/helpers/synthetic-face.ts';
import { flatFrame } from '#tests/helpers/synthetic-frames.ts';

const [one, two] = strangers(2) as [Float32Array, Float32Array];

interface Scene {
  readonly actors: readonly Actor[];
  readonly count: number;
  readonly frameRate?: number;
  /** Grey of the whole picture; a jump is a cut. */
  readonly brightness?: (index: number) => number;
}

async function* framesOf({ count, frameRate = 25, brightness = () => 100 }: Scene): AsyncGenerator<VideoFrame> {
  for (let index = 0; index < count; index++) {
    const grey = brightness(index);
    yield { ...flatFrame({ width: 64, height: 48, rgb: [grey, grey, grey] }), index, timeSeconds: index / frameRate };
  }
}

const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
};

const follow = async (scene: Scene, how: typeof followFaces = followFaces) => {
  const models = clipSceneModels(scene.actors);
  const followed = await all(how({ frames: framesOf(scene), models }));
  return { followed, models, tracks: followed.map(({ faces }) => faces.map(({ track }) => track)) };
};

const standing =
  (x: number): Actor['at'] =>
  () => ({ x, y: 60, unit: 40 });

describe('following all faces of a shot', () => {
  it('gives every frame once and in order, each face under one number', async () => {
    const actors = [
      { descriptor: one, at: (i: number) => ({ x: 60 + i, y: 60, unit: 40 }) },
      { descriptor: two, at: standing(300) },
    ];
    const { followed, tracks } = await follow({ actors, count: 41 });
    expect(followed.map(({ frame }) => frame.index)).toEqual(Array.from({ length: 41 }, (_, i) => i));
    for (const numbers of tracks) expect(numbers).toEqual([0, 1]);
  });

  it('looks at whole frames only now and then', async () => {
    const { models } = await follow({ actors: [{ descriptor: one, at: standing(60) }], count: 80 });
    expect(models.looks.length).toBeLessThanOrEqual(Math.ceil(80 / framesBetweenLooks) + 1);
    expect(models.looks.filter(({ thorough }) => thorough)).toHaveLength(1);
  });

  it('finds who walks in from their first frame on, though no look fell on it', async () => {
    for (const enters of [1, 3, 9, 12, 30]) {
      const actors = [
        { descriptor: one, at: standing(60) },
        { descriptor: two, at: (i: number) => (i >= enters ? { x: 300, y: 60, unit: 40 } : undefined) },
      ];
      const { tracks } = await follow({ actors, count: 41 });
      expect(tracks.map((numbers) => numbers.length)).toEqual(
        Array.from({ length: 41 }, (_, i) => (i < enters ? 1 : 2)),
      );
    }
  });

  it('begins anew at a cut, with a thorough look, even where the face stays in its place', async () => {
    const { tracks, models } = await follow({
      actors: [{ descriptor: one, at: standing(60) }],
      count: 20,
      brightness: (i) => (i < 13 ? 60 : 160),
    });
    expect(tracks.flat()).toEqual([...Array(13).fill(0), ...Array(7).fill(1)]);
    expect(models.looks).toContainEqual({ index: 13, thorough: true });
  });

  it('gives a face that was gone a new number when it is back', async () => {
    const actors = [
      { descriptor: one, at: (i: number) => (i < 10 || i >= 20 ? { x: 60, y: 60, unit: 40 } : undefined) },
    ];
    const { tracks } = await follow({ actors, count: 30 });
    expect(tracks).toEqual(Array.from({ length: 30 }, (_, i) => (i < 10 ? [0] : i < 20 ? [] : [1])));
  });

  it('looks again within a third of a second where frames are few', async () => {
    const { models } = await follow({ actors: [], count: 10, frameRate: 2 });
    expect(models.looks.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('follows nothing from one photo to the next', async () => {
    const { tracks, models } = await follow(
      { actors: [{ descriptor: one, at: standing(60) }], count: 3 },
      findInPhotos,
    );
    expect(tracks).toEqual([[0], [1], [2]]);
    expect(models.looks.every(({ thorough }) => thorough)).toBe(true);
  });
});

describe('steadying tracks', () => {
  const trembling = (frameRate: number) => {
    const actors = [{ descriptor: one, at: (i: number) => ({ x: 60 + (i % 2), y: 60, unit: 40 }) }];
    return steadyTracks(
      followFaces({ frames: framesOf({ actors, count: 30, frameRate }), models: clipSceneModels(actors) }),
    );
  };
  const wayOf = (followed: readonly FollowedFrame[]) =>
    followed.map(({ faces }) => faces[0]?.face.box.left ?? Number.NaN);

  it('takes most of a tremble away, and nothing where frames lie far apart', async () => {
    const dense = wayOf(await all(trembling(25))).slice(2, -2);
    expect(Math.max(...dense) - Math.min(...dense)).toBeLessThan(0.2);
    const sparse = wayOf(await all(trembling(5)));
    expect(Math.max(...sparse) - Math.min(...sparse)).toBeCloseTo(1);
  });
});

describe('describing tracks', () => {
  const frame = flatFrame({ width: 8, height: 8, rgb: [0, 0, 0] });
  const face = syntheticFace({ x: 60, y: 60, unit: 40 });
  const run = async (count: number, descriptorAt: (index: number) => Float32Array) => {
    const measured: number[] = [];
    const describer = new TrackDescriber<number>(async ({ frame: { index } }) => {
      measured.push(index);
      return descriptorAt(index);
    });
    for (let index = 0; index < count; index++)
      describer.add([{ frame: { ...frame, index }, face, track: 7, item: index }]);
    describer.end();
    return { measured, settled: await describer.take() };
  };

  it('measures the first face and every tenth, and gives each face the nearest of them', async () => {
    const at = (index: number) => Float32Array.from([1, index / 1e6]);
    const { measured, settled } = await run(25, at);
    expect(measured).toEqual([0, facesBetweenMeasures, 2 * facesBetweenMeasures]);
    expect(settled.map(({ item }) => item)).toEqual(Array.from({ length: 25 }, (_, i) => i));
    for (const { item, descriptor, track } of settled) {
      const distances = measured.map((index) => Math.abs(index - item));
      const given = Math.round((descriptor[1] as number) * 1e6);
      expect(Math.abs(given - item)).toBe(Math.min(...distances));
      expect(track).toBe(0);
    }
  });

  it('parts a track where the next measured face is another person', async () => {
    const { settled } = await run(30, (index) => (index < 15 ? one : two));
    expect([...new Set(settled.map(({ track }) => track))]).toEqual([0, 1]);
    for (const { track, descriptor } of settled) expect(descriptor).toBe(track === 0 ? one : two);
  });
});
