/** How much of each pixel of a drawn patch shows: where the landmarks say is face, where the model says so, or where both do. */
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { boxAround } from '#core/geometry/box.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { applySimilarity, invertSimilarity } from '#core/geometry/similarity.ts';
import { lookSize } from '#core/pixels/face-look.ts';
import { holdToLearned } from '#core/pixels/learned-mask.ts';
import { drawFaceMask } from '#core/pixels/mask.ts';
import { networkToFrame } from './network-square.ts';

export interface SwapMask {
  readonly mesh: readonly FramePoint[];
  /** Of the square, as the predictor has it. */
  readonly squareShare: number;
  /** What the model drew, of a model that draws masks. */
  readonly learned: { readonly drawn: Float32Array; readonly drawnSize: number } | undefined;
  /** Where nothing lies before the face, as core/pixels/face-look.ts has it; everywhere without. */
  readonly free?: Float32Array | undefined;
  readonly settings: Pick<ConversionSettings, 'mask' | 'maskErosion' | 'maskFeather'>;
}

/** size x size values of 0..1 over the square that the network draws; over whatever lies in `into`, where it is given. */
export const swapMask = (
  { mesh, squareShare, learned, free, settings }: SwapMask,
  size: number,
  into: Float32Array = new Float32Array(size * size),
): Float32Array => {
  const toPatch = invertSimilarity(networkToFrame(mesh, size, squareShare));
  const outline = meshOutline(mesh).map((point) => applySimilarity(toPatch, point));
  const border = { size, erosion: settings.maskErosion, feather: settings.maskFeather };
  const byLandmarks = !learned || settings.mask !== 'learned';
  if (byLandmarks) drawFaceMask(into, { ...border, outline });
  else into.fill(1);
  // The lesser, not the product: where their borders lie on each other one border is to be seen, as soft as was asked.
  const faceWidth = boxAround(outline).width;
  if (learned && settings.mask !== 'hull') holdToLearned(into, { ...border, ...learned, faceWidth });
  if (free) holdToLearned(into, { ...border, erosion: 0, drawn: free, drawnSize: lookSize, faceWidth });
  return into;
};
