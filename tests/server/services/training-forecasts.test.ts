import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imagesUntilUsable } from '#core/autoencoder/architectures/reference-quality.ts';
import type { TrainingForecast, TrainingMeasurement } from '#core/contract/forecast.ts';
import type { RunView, ValidationPoint } from '#core/contract/run.ts';
import { personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let studio: TestStudio;
beforeEach(async () => {
  studio = await openTestStudio();
});
afterEach(() => studio[Symbol.asyncDispose]());

const forecast = async (settings: object, faces = 0) =>
  (await studio.call<TrainingForecast>('/api/training-forecasts', { settings, faces })).body;
const measured = {
  imagesPerSecond: 100,
  steps: 16,
  seconds: 5.1,
  precision: 'fp32',
  device: 'CPU',
  peakBytes: 6e8,
} as const;

describe('what a training will take', () => {
  it('is more memory for a larger batch, for what an optimiser remembers, and for faces', async () => {
    const { neededBytes: least } = await forecast({ architecture: 'swift', batchSize: 8 });
    for (const more of [
      forecast({ architecture: 'swift', batchSize: 64 }),
      forecast({ architecture: 'studio', batchSize: 8 }),
      forecast({ architecture: 'swift', batchSize: 8 }, 1000),
    ])
      expect((await more).neededBytes).toBeGreaterThan(least as number);
    const original = { architecture: 'original', batchSize: 4, optimiser: { kind: 'adam' } };
    const weightBytes = 82_012_582 * 4;
    const { neededBytes: plain } = await forecast(original);
    const { neededBytes: averaged } = await forecast({ ...original, averaging: 0.99 });
    expect((averaged as number) - (plain as number)).toBeGreaterThan(weightBytes);
  });

  it('tells when bf16 is only imitated, and takes fp32 there where nobody says', async () => {
    expect(await forecast({ precision: 'bf16' })).toMatchObject({ precision: 'bf16', isImitated: true });
    expect(await forecast({ precision: 'auto' })).toMatchObject({ precision: 'fp32', isImitated: false });
  });

  it('foretells no memory where a GPU does the work', async () => {
    const settings = { describeMachine: async () => ({ usesGpu: true, computesBf16: true }) };
    await using other = await openTestStudio({ settings });
    const { body } = await other.call<TrainingForecast>('/api/training-forecasts', { settings: {} });
    expect(body).toMatchObject({ neededBytes: null, precision: 'bf16', isImitated: false });
  });

  it('has no basis for a time where nothing was ever measured', async () => {
    expect((await forecast({ architecture: 'iae' })).quality).toBeNull();
  });

  it('says of the default model when it is usable, by a measurement, and leaves open when it is good', async () => {
    const { quality } = await forecast({});
    expect(quality).toMatchObject({ source: 'bench', usableImages: imagesUntilUsable.studio, goodImages: null });
    expect(quality?.usableImages).toBeGreaterThan(0);
  });

  it('takes its basis from an earlier run of the same model that came to its best', async () => {
    const [a, b] = [await personWithConsent(studio, 'A'), await personWithConsent(studio, 'B')];
    const settings = { architecture: 'iae', batchSize: 10 };
    const { body: run } = await studio.call<RunView>('/api/runs', { personAId: a.id, personBId: b.id, settings });
    expect((await forecast(settings)).quality).toBeNull();
    await studio.files.validation.append(run.id, looks(40));
    // Errors stand still from the fifth look on; the mean of three looks is as low from the seventh.
    const seen = 2 * 10 * 700;
    expect((await forecast(settings)).quality).toMatchObject({ source: 'runs', runs: 1, goodImages: seen });
    expect((await forecast({ architecture: 'dfl-h128' })).quality).toBeNull();
  });
});

const looks = (count: number): ValidationPoint[] =>
  Array.from({ length: count }, (_, index) => {
    const side = { ssimError: index < 4 ? 0.5 - index * 0.1 : 0.1, l1: 0 };
    return { iteration: 100 * (index + 1), trainedSeconds: 60 * (index + 1), a: side, b: side };
  });

describe('measuring the pace of a training', () => {
  it('is done by a worker, and tells what else was at work', async () => {
    const answer = studio.call<TrainingMeasurement>('/api/training-measurements', {
      settings: { architecture: 'swift', batchSize: 4 },
    });
    const work = await studio.runner.take('measure-training');
    expect(work.payload.settings).toMatchObject({ architecture: 'swift', batchSize: 4 });
    work.done(measured);
    expect(await answer).toEqual({ status: 200, body: { ...measured, otherJobs: 0 } });
    expect((await studio.call<unknown[]>('/api/jobs')).body).toEqual([]);
  });

  it('refuses what would not fit into the memory that is free', async () => {
    const settings = { architecture: 'liae-udt-224', batchSize: 512 };
    const { status, body } = await studio.call<{ code: string; facts: Record<string, number> }>(
      '/api/training-measurements',
      { settings },
    );
    expect([status, body.code]).toEqual([503, 'memory_short']);
    expect(body.facts.neededBytes).toBeGreaterThan(body.facts.freeBytes as number);
    expect(studio.runner.waitingKinds).toEqual([]);
  });

  it('passes on why the worker failed', async () => {
    const answer = studio.call<{ code: string }>('/api/training-measurements', { settings: {} });
    (await studio.runner.take('measure-training')).fail({ code: 'engine_missing', message: 'It is not there.' });
    expect(await answer).toMatchObject({ status: 503, body: { code: 'engine_missing' } });
  });

  it('ends when who asked goes away', async () => {
    const leaving = new AbortController();
    const answer = studio.studio.trainingForecasts.measure({ settings: {}, faces: 0 }, leaving.signal);
    const work = await studio.runner.take('measure-training');
    leaving.abort();
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    expect(work.isCancelled).toBe(true);
  });
});
