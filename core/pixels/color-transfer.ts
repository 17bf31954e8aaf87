/**
 * Gives a drawn face the colours of the frame that it is laid over. What is measured is measured inside the mask only;
 * numbers from outside it would pull the face towards its background.
 */
import { transferByHistogram } from './histogram-transfer.ts';
import type { FloatImage } from './image.ts';
import { transferInLab } from './lab-transfer.ts';
import { transferLinearly } from './linear-transfer.ts';
import { transferMeans } from './mean-transfer.ts';
import { transferAtBorder } from './membrane-transfer.ts';

export interface ColorTransfer {
  /** Square. */
  readonly from: FloatImage;
  /** Whose colours are taken; same size. */
  readonly like: FloatImage;
  /** Weight of each pixel in the measures, 0..1. */
  readonly mask: Float32Array;
}

const methods = {
  lab: transferInLab,
  mean: transferMeans,
  histogram: transferByHistogram,
  linear: transferLinearly,
  seamless: transferAtBorder,
} as const;

export type ColorTransferMethod = keyof typeof methods;

/** `from` in the colours of `like`. Unchanged where the mask is empty. */
export const transferColors = (method: ColorTransferMethod, transfer: ColorTransfer): FloatImage =>
  methods[method](transfer);
