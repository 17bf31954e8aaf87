/** What a training says of itself while it goes on. */
import type { LossPoint, PauseReason, ValidationPoint } from '#core/contract/run.ts';
import type { RunOpened } from '#core/contract/run-log.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import type { SavedCheckpoint } from '#server/ports/checkpoint-store.ts';

export type TrainingEvent =
  | RunOpened
  | {
      readonly kind: 'loss';
      readonly points: readonly LossPoint[];
      readonly imagesPerSecond: number;
      /** Share of the time in which the engine had no batch to work on. */
      readonly waitingShare: number;
      /** Of the newest of the points. */
      readonly learningRate: number;
    }
  | { readonly kind: 'preview'; readonly iteration: number; readonly image: RgbImage }
  | { readonly kind: 'validation'; readonly point: ValidationPoint }
  | ({
      readonly kind: 'checkpoint';
      readonly iteration: number;
      readonly trainedSeconds: number;
      readonly heldOutError: number | null;
    } & SavedCheckpoint)
  /** Without room on the disk it goes on by itself, as soon as it could save. */
  | { readonly kind: 'paused'; readonly reason: PauseReason }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'done'; readonly reason: 'stopped' | 'limit'; readonly iteration: number };
