import { describe, expect, it } from 'vitest';
import { trainingRecipe } from '#core/contract/training-recipe.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { loadTensorFlow } from '#server/adapters/tensorflow/library.ts';
import type { AutoencoderTrainer, TrainerOptions } from '#server/ports/autoencoder-engine.ts';
import { smallArchitectures } from '#tests/helpers/small-autoencoder.ts';
import { hashed } from '#tests/oracles/hashed.ts';

const engine = createTensorFlowEngine({ architectures: smallArchitectures });
const options: TrainerOptions = {
  architecture: 'original',
  batchSize: 2,
  precision: 'fp32',
  learningRate: 1e-3,
  seed: 3,
};
const faces = (count: number, stream: number): Float32Array => Float32Array.from(hashed(count * 16 * 16 * 3, stream));
const side = (stream: number) => ({ input: faces(2, stream), target: faces(2, stream + 1) });
const batch = { a: side(1), b: side(3) };

describe('a trainer', () => {
  it('starts from its seed', () => {
    using first = engine.openTrainer(options);
    using second = engine.openTrainer(options);
    using other = engine.openTrainer({ ...options, seed: 4 });
    expect(second.step(batch)).toEqual(first.step(batch));
    expect(other.step(batch)).not.toEqual(first.step(batch));
  });

  it('updates everything once a step, the decoder of each side from that side alone', () => {
    using trainer = engine.openTrainer(options);
    const counters = () =>
      trainer
        .readState()
        .filter((tensor) => tensor.name.startsWith('adam/'))
        .map((tensor) => [tensor.name, tensor.data[0]]);
    trainer.step(batch);
    trainer.step(batch);
    expect(Object.fromEntries(counters())).toEqual({
      'adam/encoder/steps': 2,
      'adam/decoder_a/steps': 2,
      'adam/decoder_b/steps': 2,
    });
    using elsewhere = engine.openTrainer(options);
    elsewhere.step({ a: batch.a, b: side(9) });
    using here = engine.openTrainer(options);
    here.step(batch);
    const decoderA = (each: typeof trainer) =>
      each.readState().find((tensor) => tensor.name === 'decoder_a/output/kernel')?.data;
    expect(decoderA(elsewhere)).toEqual(decoderA(here));
  });

  it('takes the rate of one step from outside, and its own where none is given', () => {
    const weight = (each: typeof first) =>
      each.readState().find((tensor) => tensor.name === 'encoder/dense_1/kernel')?.data;
    using first = engine.openTrainer(options);
    const start = weight(first);
    first.step(batch, { learningRate: 0 });
    expect(weight(first)).toEqual(start);
    using second = engine.openTrainer({ ...options, learningRate: 0.5 });
    using third = engine.openTrainer(options);
    second.step(batch, { learningRate: options.learningRate });
    third.step(batch);
    expect(weight(second)).toEqual(weight(third));
  });

  it('draws any number of faces, each by itself', () => {
    using trainer = engine.openTrainer(options);
    const three = trainer.predict({ faces: faces(3, 5), count: 3, decoder: 'b' }).faces;
    const first = trainer.predict({ faces: faces(3, 5).subarray(0, 768), count: 1, decoder: 'b' }).faces;
    expect(three.length).toBe(3 * 768);
    for (const [index, value] of first.entries()) expect(value).toBeCloseTo(three[index] as number, 5);
  });

  it('begins with the weights it is given, and with its seed for the others', () => {
    using trained = engine.openTrainer(options);
    trained.step(batch);
    const beginWith = { tensors: trained.readState(), parts: ['encoder'] } as const;
    using begun = engine.openTrainer({ ...options, seed: 9, beginWith });
    using seeded = engine.openTrainer({ ...options, seed: 9 });
    const weight = (of: AutoencoderTrainer, name: string) =>
      of.readState().find((tensor) => tensor.name === name)?.data;
    expect(weight(begun, 'encoder/dense_1/kernel')).toEqual(weight(trained, 'encoder/dense_1/kernel'));
    expect(weight(begun, 'decoder_a/output/kernel')).toEqual(weight(seeded, 'decoder_a/output/kernel'));
    expect(weight(begun, 'adam/encoder/steps')?.[0]).toBe(0);
    expect(() => engine.openTrainer({ ...options, beginWith: { tensors: [], parts: ['encoder'] } })).toThrow(
      expect.objectContaining({ code: 'bad_request' }),
    );
  });

  it('leaves frozen parts as they are, and refuses to freeze all', () => {
    using trainer = engine.openTrainer({ ...options, recipe: { frozenParts: ['encoder'] } });
    const weight = (name: string) => trainer.readState().find((tensor) => tensor.name === name)?.data;
    const before = [weight('encoder/dense_1/kernel'), weight('decoder_a/output/kernel')];
    trainer.step(batch);
    expect(weight('encoder/dense_1/kernel')).toEqual(before[0]);
    expect(weight('decoder_a/output/kernel')).not.toEqual(before[1]);
    const all = { frozenParts: ['encoder', 'decoder'] } as const;
    expect(() => engine.openTrainer({ ...options, recipe: { frozenParts: [...all.frozenParts] } })).toThrow(
      expect.objectContaining({ code: 'bad_request' }),
    );
  });

  it('goes on from the state it gave', () => {
    using trainer = engine.openTrainer(options);
    trainer.step(batch);
    using again = engine.openTrainer({ ...options, seed: 99, state: trainer.readState() });
    expect(again.step(batch)).toEqual(trainer.step(batch));
  });

  it('refuses a state of another model, naming the tensor', () => {
    using trainer = engine.openTrainer(options);
    const state = trainer.readState();
    const without = state.filter((tensor) => tensor.name !== 'encoder/dense_1/kernel');
    expect(() => engine.openTrainer({ ...options, state: without })).toThrow('"encoder/dense_1/kernel" is missing');
    const bent = state.map((tensor) => (tensor.name === 'encoder/dense_1/bias' ? { ...tensor, shape: [3] } : tensor));
    expect(() => engine.openTrainer({ ...options, state: bent })).toThrow('"encoder/dense_1/bias" has shape [3]');
  });

  it('keeps nothing from step to step: no tensor in the library, no growth of the process', () => {
    using trainer = engine.openTrainer(options);
    for (let index = 0; index < 50; index += 1) trainer.step(batch);
    const tensors = loadTensorFlow().binding.getNumOfTensors();
    const before = process.memoryUsage.rss();
    for (let index = 0; index < 400; index += 1) trainer.step(batch);
    expect(loadTensorFlow().binding.getNumOfTensors()).toBe(tensors);
    // One step's activations are some 0.3 MB: kept, they would be 120 MB.
    expect(process.memoryUsage.rss() - before).toBeLessThan(40e6);
  });

  it('does not write into the arrays it was fed, nor keep using them', () => {
    using trainer = engine.openTrainer(options);
    const state = trainer.readState().map((tensor) => ({ name: tensor.name, shape: tensor.shape, data: tensor.data }));
    const copies = state.map((tensor) => tensor.data.slice());
    using again = engine.openTrainer({ ...options, state });
    again.step(batch);
    expect(state.map((tensor) => tensor.data)).toEqual(copies);
    for (const tensor of state) tensor.data.fill(Number.NaN);
    expect(Number.isFinite(again.step(batch).a)).toBe(true);
  });
});

describe('a trainer with averaged weights', () => {
  const averaging = 0.5;

  it('draws with the averages of what its weights were', () => {
    using trainer = engine.openTrainer({ ...options, recipe: { averaging } });
    using plain = engine.openTrainer(options);
    const drawn = () => trainer.predict({ faces: faces(1, 5), count: 1, decoder: 'a' });
    const before = drawn();
    expect(before).toEqual(plain.predict({ faces: faces(1, 5), count: 1, decoder: 'a' }));
    const kernel = 'encoder/dense_1/kernel';
    let expected = new Float64Array();
    for (let before = 0; before < 12; before += 1) {
      trainer.step(batch);
      const weight = Float64Array.from(tensor(trainer, kernel));
      const share = 1 - Math.min(averaging, before / (before + 9));
      expected = weight.map((value, at) => value * share + (expected[at] ?? 0) * (1 - share));
    }
    for (const [at, value] of tensor(trainer, `${kernel}/average`).entries()) {
      expect(value).toBeCloseTo(expected[at] as number, 5);
    }
    const weights = trainer.readState().filter(({ name }) => !name.includes('average'));
    using newest = engine.openTrainer({ ...options, state: weights });
    expect(drawn()).not.toEqual(newest.predict({ faces: faces(1, 5), count: 1, decoder: 'a' }));
  });

  it('trains as without', () => {
    using trainer = engine.openTrainer({ ...options, recipe: { averaging } });
    using plain = engine.openTrainer(options);
    for (let step = 0; step < 3; step += 1) expect(trainer.step(batch)).toEqual(plain.step(batch));
  });

  it('has a predictor that draws as it does', async () => {
    using trainer = engine.openTrainer({ ...options, recipe: { averaging } });
    for (let step = 0; step < 5; step += 1) trainer.step(batch);
    using predictor = engine.openPredictor({
      architecture: 'original',
      precision: 'fp32',
      decoder: 'b',
      state: trainer.readState(),
    });
    const expected = trainer.predict({ faces: faces(2, 5), count: 2, decoder: 'b' }).faces;
    for (const [at, value] of (await predictor.predict({ faces: faces(2, 5), count: 2 })).faces.entries()) {
      expect(value).toBeCloseTo(expected[at] as number, 5);
    }
  });

  const tensor = (trainer: AutoencoderTrainer, name: string): Float32Array =>
    trainer.readState().find((each) => each.name === name)?.data as Float32Array;
});

describe('a trainer whose losses look at parts of the face', () => {
  const recipe = { losses: { ...trainingRecipe.parse({}).losses, masked: true, eyesMouth: 10 } };
  /** The upper half is face. */
  const half = Float32Array.from({ length: 2 * 16 * 16 * 2 }, (_, at) => (at % 2 === 0 && at % 512 < 128 ? 1 : 0));
  const withRegions = { a: { ...batch.a, regions: half }, b: { ...batch.b, regions: half } };

  it('says so, and refuses a batch that does not say which', () => {
    using trainer = engine.openTrainer({ ...options, recipe });
    using plain = engine.openTrainer(options);
    expect([trainer.usesRegions, plain.usesRegions]).toEqual([true, false]);
    expect(() => trainer.step(batch)).toThrow('parts of the face');
  });

  it('does not see what lies far outside the mask', () => {
    using here = engine.openTrainer({ ...options, recipe });
    using elsewhere = engine.openTrainer({ ...options, recipe });
    const target = batch.a.target.map((value, at) => (at % 768 < 16 * 3 * 12 ? value : 0));
    expect(target).not.toEqual(batch.a.target);
    expect(elsewhere.step({ ...withRegions, a: { ...withRegions.a, target } })).toEqual(here.step(withRegions));
  });
});

describe.each(['fp32', 'bf16'] as const)('a predictor in %s', (precision) => {
  it.each(['a', 'b'] as const)('draws what the trainer of decoder %s draws', async (decoder) => {
    using trainer = engine.openTrainer({ ...options, precision });
    for (let index = 0; index < 5; index += 1) trainer.step(batch);
    const part = decoder === 'a' ? 'decoder_a' : 'decoder_b';
    // No more than the weights it needs.
    const state = trainer
      .readState()
      .filter(({ name }) => !name.includes('adam') && (name.startsWith('encoder') || name.startsWith(part)));
    using predictor = engine.openPredictor({ architecture: 'original', precision, decoder, state });
    const drawn = (await predictor.predict({ faces: faces(3, 5), count: 3 })).faces;
    const expected = trainer.predict({ faces: faces(3, 5), count: 3, decoder }).faces;
    const digits = precision === 'fp32' ? 5 : 2;
    for (const [index, value] of drawn.entries()) expect(value).toBeCloseTo(expected[index] as number, digits);
  });
});
