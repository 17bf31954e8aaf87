import { describe, expect, it } from 'vitest';
import type { VideoFrame } from '#core/pixels/image.ts';
import { steadyFaces } from '#server/pipelines/steady-faces.ts';
import { type TrackedFrame, trackPerson } from '#server/pipelines/track-person.ts';
import { type Actor, sceneModels, strangers } from '#tests/helpers/synthetic-face.ts';
import { flatFrame } from '#tests/helpers/synthetic-frames.ts';

const [hero, other] = strangers(2) as [Float32Array, Float32Array];

async function* scene(count: number, brightness: (index: number) => number = () => 100): AsyncGenerator<VideoFrame> {
  for (let index = 0; index < count; index++) {
    const grey = brightness(index);
    yield { ...flatFrame({ width: 64, height: 48, rgb: [grey, grey, grey] }), index };
  }
}

const follow = async (options: {
  readonly actors: readonly Actor[];
  readonly count: number;
  readonly person?: Float32Array | null;
  readonly brightness?: (index: number) => number;
}): Promise<{ tracked: TrackedFrame[]; calls: { find: number; track: number } }> => {
  const models = sceneModels(options.actors);
  const frames = scene(options.count, options.brightness);
  const tracked: TrackedFrame[] = [];
  for await (const item of trackPerson({
    frames,
    models,
    personDescriptor: options.person === undefined ? hero : options.person,
  }))
    tracked.push(item);
  return { tracked, calls: models.calls };
};

describe('following a person', () => {
  it('looks for the face once and follows it from there', async () => {
    const { tracked, calls } = await follow({
      actors: [{ descriptor: hero, at: (i) => ({ x: 30 + i, y: 40, unit: 20 }) }],
      count: 40,
    });
    expect(tracked.every(({ face, track }) => face !== undefined && track === tracked[0]?.track)).toBe(true);
    expect(calls.find).toBe(1);
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
  it('gives every frame once and in order, whatever their number', async () => {
    for (const count of [0, 1, 2, 3, 4, 5, 9]) {
      const models = sceneModels([
        { descriptor: hero, at: (i) => (i === 3 ? undefined : { x: 100 + i, y: 90, unit: 40 }) },
      ]);
      const indices: number[] = [];
      for await (const { frame, mesh } of steadyFaces(
        trackPerson({ frames: scene(count), models, personDescriptor: hero }),
      )) {
        indices.push(frame.index);
        expect(mesh === undefined).toBe(frame.index === 3);
      }
      expect(indices).toEqual(Array.from({ length: count }, (_, i) => i));
    }
  });
});
