/** How much of each pixel of a drawn patch shows: where the landmarks say is face, where the model says so, or where both do. */
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { boxAround } from '#core/geometry/box.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { applySimilarity, invertSimilarity } from '#core/geometry/similarity.ts';
import { learnedMask } from '#core/pixels/learned-mask.ts';
import { faceMask } from '#core/pixels/mask.ts';
import { networkToFrame } from './network-square.ts';

export interface SwapMask {
  readonly mesh: readonly FramePoint[];
  /** What the model drew, of a model that draws masks. */
  readonly learned: { readonly drawn: Float32Array; readonly drawnSize: number } | undefined;
  readonly settings: Pick<ConversionSettings, 'mask' | 'maskErosion' | 'maskFeather'>;
}

/** size x size values of 0..1 over the square that the network draws. */
export const swapMask = ({ mesh, learned, settings }: SwapMask, size: number): Float32Array => {
  const toPatch = invertSimilarity(networkToFrame(mesh, size));
  const outline = meshOutline(mesh).map((point) => applySimilarity(toPatch, point));
  const border = { size, erosion: settings.maskErosion, feather: settings.maskFeather };
  const hull = (): Float32Array => faceMask({ ...border, outline });
  if (!learned || settings.mask === 'hull') return hull();
  const drawn = learnedMask({ ...border, ...learned, faceWidth: boxAround(outline).width });
  if (settings.mask === 'learned') return drawn;
  // The lesser, not the product: where their borders lie on each other one border is to be seen, as soft as was asked.
  const both = hull();
  for (let at = 0; at < both.length; at += 1) both[at] = Math.min(both[at] as number, drawn[at] as number);
  return both;
};
