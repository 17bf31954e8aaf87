/** What a training would take: its memory by its graph, its pace by trying, how much it has to see by those before it. */
import { totalmem } from 'node:os';
import { withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import { imagesUntilUsable } from '#core/autoencoder/architectures/reference-quality.ts';
import { imagesUntilGood, medianOfRuns } from '#core/autoencoder/time-to-quality.ts';
import { trainingMemory } from '#core/autoencoder/training-memory.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { ForecastOf, QualityBasis, TrainingForecast, TrainingMeasurement } from '#core/contract/forecast.ts';
import type { RunSettings } from '#core/contract/run.ts';
import { askWorker } from './ask-worker.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';

export interface TrainingForecastsService {
  forecast(of: ForecastOf): Promise<TrainingForecast>;
  /** Trains on nothing for some seconds, in a process of its own. @throws StudioError memory_short, cancelled */
  measure(of: ForecastOf, signal: AbortSignal): Promise<TrainingMeasurement>;
}

const measuredSeconds = 5;

export const createTrainingForecastsService = (
  context: StudioContext,
  { jobs }: { readonly jobs: JobsService },
): TrainingForecastsService => {
  const forecastFor = async (settings: RunSettings, faces: number): Promise<TrainingForecast> => {
    const { usesGpu, computesBf16 } = await context.settings.describeMachine();
    const precision = settings.precision === 'auto' ? (computesBf16 ? 'bf16' : 'fp32') : settings.precision;
    return {
      precision,
      isImitated: precision === 'bf16' && !computesBf16,
      neededBytes: usesGpu ? null : trainingMemory({ ...settings, precision, faces }),
      freeBytes: process.availableMemory(),
      totalBytes: totalmem(),
      quality: await qualityBasis(context, settings.architecture),
    };
  };
  return {
    forecast: ({ settings, faces }) => forecastFor(withRecommended(settings), faces),
    measure: async (of, signal) => {
      const settings = withRecommended(of.settings);
      requireMemory(await forecastFor(settings, of.faces));
      const otherJobs = (await jobs.list()).filter(({ state }) => state === 'running').length;
      return { ...(await measured(context, settings, signal)), otherJobs };
    },
  };
};

const requireMemory = ({ neededBytes, freeBytes }: TrainingForecast): void => {
  if (neededBytes === null || neededBytes <= freeBytes) return;
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  throw new StudioError(
    'memory_short',
    `It would take ${gigabytes(neededBytes)} GB of memory, and ${gigabytes(freeBytes)} GB are free. Choose a smaller batch or model.`,
    { facts: { neededBytes, freeBytes } },
  );
};

const measured = ({ runner }: StudioContext, settings: RunSettings, signal: AbortSignal) =>
  askWorker(runner, { kind: 'measure-training', payload: { settings, seconds: measuredSeconds }, signal });

/** Runs of one's own go before what was measured elsewhere: these are the faces that one works with. */
const qualityBasis = async (
  { store, files }: StudioContext,
  architecture: ArchitectureName,
): Promise<QualityBasis | null> => {
  const own = (await store.runs.list()).filter(
    ({ settings }) => settings.architecture === architecture && !settings.startFrom,
  );
  const seen = await Promise.all(
    own.map(async ({ id, settings }) => imagesUntilGood(await files.validation.read(id), settings)),
  );
  const known = seen.filter((each) => each !== undefined);
  if (known.length > 0) return { source: 'runs', runs: known.length, ...medianOfRuns(known) };
  const usableImages = imagesUntilUsable[architecture];
  return usableImages === undefined ? null : { source: 'bench', runs: 0, usableImages, goodImages: null };
};
