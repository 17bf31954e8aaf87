/** What a training will take, told before it begins. */
import { z } from 'zod';
import { precision, runSettings } from './run.ts';
import { withoutDefaults } from './without-defaults.ts';

export const forecastOf = z.object({
  /** What is left out is what suits the architecture, as of a run. */
  settings: withoutDefaults(runSettings),
  /** Kept faces of both people. */
  faces: z.int().min(0).default(0),
});
export type ForecastOf = z.infer<typeof forecastOf>;

/**
 * Faces of both sides that models had seen when they were usable, and when more brought little. Earlier runs tell both from
 * the best they came to; the measurement tells when swaps were nearer to whom they were to show.
 */
export const qualityBasis = z.object({
  /** Earlier runs of the same model in this studio, or a measurement that the studio came with. */
  source: z.enum(['runs', 'bench']),
  /** How many runs; the figures are their medians. */
  runs: z.int(),
  usableImages: z.number(),
  /** null where nobody has taken this model to its best. */
  goodImages: z.number().nullable(),
});
export type QualityBasis = z.infer<typeof qualityBasis>;

export const trainingForecast = z.object({
  /** In which it will compute, and whether the machine does that by itself or imitates it, which is slow. */
  precision,
  isImitated: z.boolean(),
  /** Of the training's process, its faces with it; null where a GPU does the work, whose memory is not foretold. */
  neededBytes: z.number().nullable(),
  /** What programs may take of the machine's memory at this moment, and all of it. */
  freeBytes: z.number(),
  totalBytes: z.number(),
  /** null where no run and no measurement says how long this model takes. */
  quality: qualityBasis.nullable(),
});
export type TrainingForecast = z.infer<typeof trainingForecast>;

/** Steps of a training with some settings, counted on this machine. */
export const measuredTraining = z.object({
  /** Faces of both sides a second, their making included. */
  imagesPerSecond: z.number(),
  steps: z.int(),
  /** That these steps took. */
  seconds: z.number(),
  /** What it computed in. */
  precision,
  /** `CPU` or the name of the GPU. */
  device: z.string(),
  /** The most memory that the process held. */
  peakBytes: z.number(),
});
export type MeasuredTraining = z.infer<typeof measuredTraining>;

export const trainingMeasurement = measuredTraining.extend({
  /** Jobs that ran meanwhile and took their share of the machine. */
  otherJobs: z.int(),
});
export type TrainingMeasurement = z.infer<typeof trainingMeasurement>;
