import { describe, expect, it } from 'vitest';
import type { WantedPerson } from '#core/dataset/wanted-person.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { type SteadyFrame, steadyFaces } from '#server/pipelines/steady-faces.ts';
import { type TrackedFrame, trackPerson } from '#server/pipelines/track-person.ts';
import { type Actor, clipSceneModels, strangers } from '#tests/helpers/synthetic-face.ts';
import { flatFrame } from '#tests/helpers/synthetic-frames.ts';

const [hero, other] = strangers(2) as [Float32Array, Float32Array];

async function* scene(count: number, brightness: (index: number) => number = () => 100): AsyncGenerator<VideoFrame> {
  for (let index = 0; index < count; index++) {
    const grey = brightness(index);
    yield { ...flatFrame({ width: 64, height: 48, rgb: [grey, grey, grey] }), index, timeSeconds: index / 25 };
  }
}

const follow = async (options: {
  readonly actors: readonly Actor[];
  readonly count: number;
  readonly person?: WantedPerson | null;
  readonly brightness?: (index: number) => number;
}): Promise<{ tracked: TrackedFrame[]; looks: readonly { index: number; thorough: boolean }[] }> => {
  const models = clipSceneModels(options.actors);
  const frames = scene(options.count, options.brightness);
  const tracked: TrackedFrame[] = [];
  for await (const item of trackPerson({
    frames,
    models,
    person: options.person === undefined ? { looks: [hero], others: [] } : options.person,
  }))
    tracked.push(item);
  return { tracked, looks: models.looks };
};

describe('following a person', () => {
  it('looks for the face once and follows it from there', async () => {
    const { tracked, looks } = await follow({
      actors: [{ descriptor: hero, at: (i) => ({ x: 30 + i, y: 40, unit: 20 }) }],
      count: 40,
    });
    expect(tracked.every(({ face, track }) => face !== undefined && track === tracked[0]?.track)).toBe(true);
    expect(looks).toEqual([{ index: 0, thorough: true }]);
  });

  it('passes a larger stranger by', async () => {
    const actors = [
      { descriptor: other, at: () => ({ x: 100, y: 100, unit: 80 }) },
      { descriptor: hero, at: () => ({ x: 400, y: 100, unit: 30 }) },
    ];
    const { tracked } = await follow({ actors, count: 12 });
    for (const { face } of tracked) expect(face?.box.left).toBeGreaterThan(300);
  });

  it('gives no face while only a stranger is there, and the face when the person comes', async () => {
    const actors = [
      { descriptor: other, at: () => ({ x: 100, y: 100, unit: 40 }) },
      { descriptor: hero, at: (i: number) => (i >= 6 ? { x: 400, y: 100, unit: 40 } : undefined) },
    ];
    const { tracked } = await follow({ actors, count: 12 });
    expect(tracked.map(({ face }) => face !== undefined)).toEqual([...Array(6).fill(false), ...Array(6).fill(true)]);
  });

  it('notices at a cut that a stranger stands in the same place', async () => {
    const at = (from: number, to: number) => (i: number) =>
      i >= from && i < to ? { x: 100, y: 100, unit: 40 } : undefined;
    const actors = [
      { descriptor: hero, at: at(0, 5) },
      { descriptor: other, at: at(5, 20) },
    ];
    const { tracked } = await follow({ actors, count: 20, brightness: (i) => (i < 5 ? 60 : 160) });
    expect(tracked.map(({ face }) => face !== undefined)).toEqual([...Array(5).fill(true), ...Array(15).fill(false)]);
  });

  it('notices within ten frames that a stranger has slid into the place without a cut', async () => {
    const at = (from: number, to: number) => (i: number) =>
      i >= from && i < to ? { x: 100, y: 100, unit: 40 } : undefined;
    const actors = [
      { descriptor: hero, at: at(0, 5) },
      { descriptor: other, at: at(5, 40) },
    ];
    const { tracked } = await follow({ actors, count: 40 });
    expect(tracked.slice(15).every(({ face }) => face === undefined)).toBe(true);
  });

  it('leaves alone who is known to be another, however like the person, and takes any of the looks of the person', async () => {
    const twin = Float32Array.from(hero, (value, i) => (i < 2 ? Math.SQRT1_2 : value));
    const actors = [
      { descriptor: twin, at: () => ({ x: 100, y: 100, unit: 40 }) },
      { descriptor: other, at: (i: number) => (i >= 6 ? { x: 400, y: 100, unit: 40 } : undefined) },
    ];
    const places = async (person: WantedPerson) =>
      (await follow({ actors, count: 12, person })).tracked.map(({ face }) => face && face.box.left > 300);
    expect(await places({ looks: [hero], others: [] })).toEqual(Array(12).fill(false));
    expect(await places({ looks: [hero], others: [twin] })).toEqual(Array(12).fill(undefined));
    const both = await places({ looks: [hero, other], others: [twin] });
    expect(both).toEqual([...Array(6).fill(undefined), ...Array(6).fill(true)]);
  });

  it('takes the largest face of the first frame that has one where no person is given, and stays with it', async () => {
    const actors = [
      { descriptor: hero, at: () => ({ x: 100, y: 100, unit: 50 }) },
      { descriptor: other, at: (i: number) => ({ x: 400, y: 100, unit: 20 + 10 * i }) },
    ];
    const { tracked } = await follow({ actors, count: 25, person: null });
    for (const { face } of tracked) expect(face?.box.left).toBeLessThan(200);
  });
});

describe('steadying tracked faces', () => {
  const steady = async (scene: Parameters<typeof follow>[0]): Promise<SteadyFrame[]> => {
    const { tracked } = await follow(scene);
    const steadied: SteadyFrame[] = [];
    for await (const item of steadyFaces(each(tracked))) steadied.push(item);
    return steadied;
  };
  async function* each(items: readonly TrackedFrame[]) {
    yield* items;
  }
  const moving =
    (isThere: (index: number) => boolean): Actor['at'] =>
    (i) =>
      isThere(i) ? { x: 100 + i, y: 90, unit: 40 } : undefined;
  const strengths = (frames: readonly SteadyFrame[]) => frames.map(({ face }) => face?.strength ?? 0);

  it('gives every frame once and in order, whatever their number', async () => {
    for (const count of [0, 1, 2, 3, 4, 5, 9, 20]) {
      const frames = await steady({ actors: [{ descriptor: hero, at: moving(() => true) }], count });
      expect(frames.map(({ frame }) => frame.index)).toEqual(Array.from({ length: count }, (_, i) => i));
      expect(strengths(frames)).toEqual(Array(count).fill(1));
    }
  });

  it('puts a face that was lost for up to three frames back on its way, and one lost for longer not', async () => {
    for (const lost of [1, 3]) {
      const at = moving((i) => i < 10 || i >= 10 + lost);
      const frames = await steady({ actors: [{ descriptor: hero, at }], count: 25 });
      expect(strengths(frames)).toEqual(Array(25).fill(1));
      const lefts = frames.map(({ face }) => Math.min(...(face?.seen ?? []).map(([x]) => x)));
      lefts.slice(1).forEach((left, i) => {
        expect(left - (lefts[i] as number)).toBeCloseTo(1, 6);
      });
    }
    const at = moving((i) => i < 10 || i >= 14);
    const frames = await steady({ actors: [{ descriptor: hero, at }], count: 25 });
    expect(frames.map(({ face }) => face !== undefined)).toEqual([
      ...Array(10).fill(true),
      ...Array(4).fill(false),
      ...Array(11).fill(true),
    ]);
  });

  it('fades where the person comes and goes within a shot', async () => {
    const frames = await steady({ actors: [{ descriptor: hero, at: moving((i) => i >= 8 && i < 24) }], count: 32 });
    const rise = [0.2, 0.4, 0.6, 0.8];
    const expected = [...Array(8).fill(0), ...rise, ...Array(8).fill(1), ...rise.toReversed(), ...Array(8).fill(0)];
    expect(strengths(frames)).toEqual(expected);
  });

  it('does not fade at a cut, nor take the mean of what lies on either side of it', async () => {
    const at: Actor['at'] = (i) => (i < 12 ? { x: 100, y: 90, unit: 40 } : { x: 110, y: 90, unit: 40 });
    const brightness = (i: number) => (i < 12 ? 60 : 160);
    const frames = await steady({ actors: [{ descriptor: hero, at }], count: 24, brightness });
    expect(strengths(frames)).toEqual(Array(24).fill(1));
    for (const { face } of frames) {
      face?.mesh.forEach(([x, y], i) => {
        expect(Math.hypot(x - (face.seen[i]?.[0] ?? 0), y - (face.seen[i]?.[1] ?? 0))).toBeLessThan(1e-9);
      });
    }
    const leaves: Actor['at'] = (i) => (i < 12 ? { x: 100, y: 90, unit: 40 } : undefined);
    const left = await steady({ actors: [{ descriptor: hero, at: leaves }], count: 24, brightness });
    expect(strengths(left)).toEqual([...Array(12).fill(1), ...Array(12).fill(0)]);
  });
});
