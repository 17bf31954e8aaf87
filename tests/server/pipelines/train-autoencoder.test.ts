import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { StudioError } from '#core/contract/errors.ts';
import type { JobCommand } from '#core/contract/jobs.ts';
import type { RunSettings, Side, ValidationPoint } from '#core/contract/run.ts';
import { runSettings } from '#core/contract/run.ts';
import { optimiserKind, trainingRecipe } from '#core/contract/training-recipe.ts';
import { createSafetensorsStore } from '#server/adapters/safetensors/checkpoint-store.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { openBatchFeed } from '#server/adapters/threads/open-batch-feed.ts';
import type { TrainAutoencoder } from '#server/pipelines/train-autoencoder.ts';
import { trainAutoencoder } from '#server/pipelines/train-autoencoder.ts';
import type { TrainingEvent } from '#server/pipelines/training-events.ts';
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';
import { blobs, smallArchitectures } from '#tests/helpers/small-autoencoder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-train-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function* faces(side: Side) {
  for (let index = 0; index < 5; index += 1) yield { crop: blobs(index + (side === 'a' ? 0 : 100)) };
}

/** What is said at each time that commands are looked for. */
const scripted = (script: Record<number, JobCommand[]> = {}) => {
  let looks = 0;
  return {
    takeCommands: () => {
      looks += 1;
      return script[looks] ?? [];
    },
    nextCommand: async () => undefined,
  };
};

const options = (settings: Partial<RunSettings>, more: Partial<TrainAutoencoder> = {}): TrainAutoencoder => ({
  engine: createTensorFlowEngine({ architectures: smallArchitectures }),
  openFeed: openBatchFeed,
  checkpoints: createSafetensorsStore(),
  settings: { ...runSettings.parse({}), batchSize: 3, precision: 'fp32', learningRate: 1e-3, ...settings },
  loadFaces: faces,
  checkpointPath: (iteration) => join(folder, `${iteration}.safetensors`),
  resumeFrom: null,
  signal: new AbortController().signal,
  commands: scripted(),
  ...more,
});

const collect = async (train: TrainAutoencoder): Promise<TrainingEvent[]> => {
  const events: TrainingEvent[] = [];
  for await (const event of trainAutoencoder(train)) events.push(event);
  return events;
};

const losses = (events: readonly TrainingEvent[]) =>
  events.flatMap((event) =>
    event.kind === 'loss' ? event.points.map(({ iteration, a, b }) => ({ iteration, a, b })) : [],
  );

const kinds = (events: readonly TrainingEvent[]) => events.map((event) => event.kind);

/** One of each thing a recipe can ask for. */
const recipes: [string, z.input<typeof trainingRecipe>][] = [
  ['AdamW', { optimiser: { kind: 'adamw', weightDecay: 0.01 } }],
  ['AdaBelief', { optimiser: { kind: 'adabelief' } }],
  ['Lion', { optimiser: { kind: 'lion', weightDecay: 0.01 } }],
  ['RMSprop and learning-rate dropout', { optimiser: { kind: 'rmsprop', updateShare: 0.3 } }],
  ['averaged weights', { averaging: 0.9 }],
  ['a warm-up and a cosine', { schedule: { kind: 'cosine', warmUpIterations: 2, lengthIterations: 4 } }],
  ['clipped gradients', { clipNorm: 0.01 }],
  ['masks of the face, and weight on eyes and mouth', { losses: { masked: true, eyesMouth: 10 } }],
  ['SSIM at one scale and at several', { losses: { mae: 0, mse: 10, dssim: 10, multiScale: 1 } }],
];

describe('training a pair', () => {
  it('learns: the loss falls', async () => {
    const points = losses(await collect(options({ maxIterations: 150 })));
    expect(points.map((point) => point.iteration)).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
    const early = points.slice(0, 10).reduce((sum, point) => sum + point.a + point.b, 0);
    const late = points.slice(-10).reduce((sum, point) => sum + point.a + point.b, 0);
    expect(late).toBeLessThan(early * 0.8);
  });

  it('shows a preview after the first iteration, then at every so many, and after the last', async () => {
    const events = await collect(options({ maxIterations: 7, previewEvery: 3 }));
    const previews = events.filter((event) => event.kind === 'preview');
    expect(previews.map((event) => event.iteration)).toEqual([1, 3, 6, 7]);
    // Five faces of each: one group of three columns a side, five rows.
    expect(previews[0]?.image).toMatchObject({ width: 2 * 3 * 16, height: 5 * 16 });
    expect(previews[0]?.image.data).not.toEqual(previews[1]?.image.data);
  });

  it.each(['fp32', 'bf16'] as const)(
    'goes on in %s from a checkpoint as if it had never stopped, bit for bit',
    async (precision) => {
      const whole = await collect(options({ maxIterations: 8, precision }));
      const wholeFile = await readFile(join(folder, '8.safetensors'));
      const first = await collect(options({ maxIterations: 4, precision }));
      const second = await collect(
        options({ maxIterations: 8, precision }, { resumeFrom: join(folder, '4.safetensors') }),
      );
      expect([...losses(first), ...losses(second)]).toEqual(losses(whole));
      expect(tensorBytes(await readFile(join(folder, '8.safetensors')))).toEqual(tensorBytes(wholeFile));
    },
  );

  it.each(recipes)('goes on with %s as if it had never stopped, bit for bit', async (_, recipe) => {
    const settings = { ...trainingRecipe.parse(recipe), maxIterations: 6 };
    const whole = await collect(options(settings));
    const wholeFile = await readFile(join(folder, '6.safetensors'));
    const first = await collect(options({ ...settings, maxIterations: 3 }));
    const second = await collect(options(settings, { resumeFrom: join(folder, '3.safetensors') }));
    expect([...losses(first), ...losses(second)]).toEqual(losses(whole));
    expect(tensorBytes(await readFile(join(folder, '6.safetensors')))).toEqual(tensorBytes(wholeFile));
  });

  it('learns by every optimiser', async () => {
    const rates = { adam: 1e-3, adamw: 1e-3, adabelief: 1e-3, lion: 1e-4, rmsprop: 1e-3 };
    for (const kind of optimiserKind.options) {
      const recipe = trainingRecipe.parse({ optimiser: { kind } });
      const points = losses(await collect(options({ ...recipe, learningRate: rates[kind], maxIterations: 100 })));
      const mean = (some: typeof points) => some.reduce((sum, { a, b }) => sum + a + b, 0) / some.length;
      expect(mean(points.slice(-10)), kind).toBeLessThan(0.9 * mean(points.slice(0, 10)));
      await rm(join(folder, '100.safetensors'));
    }
  });

  it('follows the schedule: what has no rate left does not move', async () => {
    const schedule = { kind: 'cosine', lengthIterations: 2, floor: 0 };
    const settings = trainingRecipe.parse({ schedule });
    await collect(options({ ...settings, maxIterations: 3 }));
    await collect(options({ ...settings, maxIterations: 4 }, { resumeFrom: join(folder, '3.safetensors') }));
    const [before, after] = await Promise.all(['3', '4'].map((name) => tensorsOf(join(folder, `${name}.safetensors`))));
    expect(after?.get('encoder/dense_1/kernel')).toEqual(before?.get('encoder/dense_1/kernel'));
    expect(after?.get('encoder/dense_1/kernel/adam_mean')).not.toEqual(before?.get('encoder/dense_1/kernel/adam_mean'));
  });

  it('stops when told, keeping a checkpoint of the last iteration', async () => {
    const events = await collect(options({}, { commands: scripted({ 3: ['stop'] }) }));
    expect(events.slice(-2)).toMatchObject([
      { kind: 'checkpoint', iteration: 3 },
      { kind: 'done', reason: 'stopped', iteration: 3 },
    ]);
  });

  it('saves and waits when paused, answers for a preview meanwhile, and goes on when told', async () => {
    const commands = scripted({ 2: ['pause'], 3: ['preview'], 4: ['resume'] });
    const events = await collect(options({ maxIterations: 3, previewEvery: 1000 }, { commands }));
    expect(kinds(events)).toEqual([
      'opened',
      'loss',
      'preview',
      'loss',
      'checkpoint',
      'paused',
      'preview',
      'resumed',
      'loss',
      'preview',
      'checkpoint',
      'done',
    ]);
  });

  it('can be stopped while it is paused', async () => {
    const events = await collect(options({}, { commands: scripted({ 1: ['pause'], 2: ['stop'] }) }));
    expect(kinds(events).slice(-2)).toEqual(['paused', 'done']);
  });

  it('draws a preview and writes a checkpoint when asked', async () => {
    const events = await collect(
      options({ maxIterations: 3, previewEvery: 1000 }, { commands: scripted({ 2: ['preview', 'checkpoint'] }) }),
    );
    const iterations = (kind: 'preview' | 'checkpoint') =>
      events.flatMap((event) => (event.kind === kind ? [event.iteration] : []));
    expect([iterations('preview'), iterations('checkpoint')]).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
  });

  it('ends with `cancelled`, and no new checkpoint, when its signal fires', async () => {
    const controller = new AbortController();
    const events: TrainingEvent[] = [];
    const running = (async () => {
      for await (const event of trainAutoencoder(options({}, { signal: controller.signal }))) {
        events.push(event);
        controller.abort();
      }
    })();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends with `training_diverged` when the loss is no longer a number, leaving the last good checkpoint', async () => {
    await collect(options({ maxIterations: 2 }));
    const running = collect(
      options({ learningRate: 1e30, maxIterations: 50 }, { resumeFrom: join(folder, '2.safetensors') }),
    );
    await expect(running).rejects.toMatchObject({ code: 'training_diverged', facts: { checkpointIteration: 2 } });
    expect(await readdir(folder)).toEqual(['2.safetensors']);
  });

  it('saves the state of one iteration whole while it trains on, and loses no save that was begun', async () => {
    const store = createSafetensorsStore();
    // What is written at iteration 1 is what a run that ends there has.
    await collect(options({ maxIterations: 1 }));
    const ended = await readFile(join(folder, '1.safetensors'));
    await rm(join(folder, '1.safetensors'));
    let begun = 0;
    const checkpoints: CheckpointStore = {
      ...store,
      write: async (checkpoint) => {
        const writing = store.write(checkpoint);
        begun += 1;
        // A slow disk: training gets four iterations further.
        await wait(500);
        return writing;
      },
    };
    const events = await collect(options({ maxIterations: 6, checkpointEveryIterations: 2 }, { checkpoints }));
    const places = events.flatMap((event) => (event.kind === 'checkpoint' ? [event.iteration] : []));
    expect([places.at(0), places.at(-1), places.length]).toEqual([1, 6, begun]);
    expect(tensorBytes(await readFile(join(folder, '1.safetensors')))).toEqual(tensorBytes(ended));
  });

  it('measures faces it never trains on, and says the error with each checkpoint', async () => {
    async function* loadHeldOut(side: Side) {
      // Faces it knows, so that their error must fall.
      for (let index = 0; index < 2; index += 1) yield { crop: blobs(index + (side === 'a' ? 0 : 100)) };
    }
    const validateEverySeconds = 1e-9;
    const plain = await collect(options({ maxIterations: 60, validateEverySeconds }));
    const events = await collect(options({ maxIterations: 60, validateEverySeconds }, { loadHeldOut }));
    // Looking changes nothing.
    expect(losses(events)).toEqual(losses(plain));
    const looks = events.flatMap((event) => (event.kind === 'validation' ? [event.point] : []));
    expect(looks.map(({ iteration }) => iteration)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
    const [first, last] = [looks[0], looks.at(-1)] as [ValidationPoint, ValidationPoint];
    for (const side of ['a', 'b'] as const) {
      expect(last[side].ssimError).toBeLessThan(first[side].ssimError);
      expect(last[side].l1).toBeLessThan(first[side].l1);
    }
    const checkpoint = events.find((event) => event.kind === 'checkpoint');
    expect(checkpoint?.heldOutError).toBeCloseTo((last.a.ssimError + last.b.ssimError) / 2, 12);
  });

  it('waits while the disk is full and goes on by itself, with nothing lost', async () => {
    const whole = await collect(options({ maxIterations: 5 }));
    const wholeFile = await readFile(join(folder, '5.safetensors'));
    const store = createSafetensorsStore();
    let refused = 0;
    const checkpoints: CheckpointStore = {
      ...store,
      write: async (checkpoint) => {
        if (refused === 3) return store.write(checkpoint);
        refused += 1;
        throw new StudioError('disk_full', 'no room');
      },
    };
    const events = await collect(options({ maxIterations: 5, checkpointEveryIterations: 2 }, { checkpoints }));
    expect(events.filter(({ kind }) => kind === 'paused' || kind === 'resumed')).toEqual([
      { kind: 'paused', reason: 'disk-full' },
      { kind: 'resumed' },
    ]);
    expect(losses(events)).toEqual(losses(whole));
    expect(tensorBytes(await readFile(join(folder, '5.safetensors')))).toEqual(tensorBytes(wholeFile));
  });

  it('waits as well where the disk is nearly full, and can be stopped; without room for the last save it says so', async () => {
    const store = createSafetensorsStore();
    const full = async () => {
      throw new StudioError('disk_full', 'no room');
    };
    const running = collect(
      options(
        { checkpointEveryIterations: 1 },
        { checkpoints: { ...store, write: full, requireRoom: full }, commands: scripted({ 4: ['stop'] }) },
      ),
    );
    await expect(running).rejects.toMatchObject({ code: 'disk_full', facts: { checkpointIteration: 0 } });
  });

  it('refuses a side without faces', async () => {
    const loadFaces = async function* (side: Side) {
      if (side === 'a') yield { crop: blobs(1) };
    };
    await expect(collect(options({}, { loadFaces }))).rejects.toMatchObject({
      code: 'too_few_faces',
      facts: { side: 'b' },
    });
  });
});

const tensorsOf = async (path: string): Promise<Map<string, Float32Array>> =>
  new Map((await createSafetensorsStore().read(path)).tensors.map(({ name, data }) => [name, data]));

/** The numbers of a safetensors file, without the header that says how long it trained. */
const tensorBytes = (file: Buffer): Buffer => file.subarray(8 + Number(file.readBigUInt64LE(0)));
