/** How much of each pixel of a drawn patch shows: where the landmarks say is face, where the model says so, or where both do. */
import { type ConversionSettings, facePart } from '#core/contract/conversion.ts';
import { boxAround } from '#core/geometry/box.ts';
import { type MeshPart, meshOutline, meshPart } from '#core/geometry/mesh-points.ts';
import type { FramePoint, InputPoint } from '#core/geometry/point.ts';
import { applySimilarity, invertSimilarity } from '#core/geometry/similarity.ts';
import { narrowed } from '#core/pixels/drawn-narrowing.ts';
import { lookSize } from '#core/pixels/face-look.ts';
import { holdToLearned } from '#core/pixels/learned-mask.ts';
import { drawFaceMask } from '#core/pixels/mask.ts';
import { holdToPieces, type Piece } from '#core/pixels/part-mask.ts';
import { networkToFrame } from './network-square.ts';

export interface SwapMask {
  readonly mesh: readonly FramePoint[];
  /** Of the square, as the predictor has it. */
  readonly squareShare: number;
  /** What the model drew, of a model that draws masks. */
  readonly learned: { readonly drawn: Float32Array; readonly drawnSize: number } | undefined;
  /** How far the drawn face reaches towards each point of the outline, as core/pixels/drawn-narrowing.ts has it; all the way without. */
  readonly narrowing?: readonly number[] | undefined;
  /** Where nothing lies before the face, as core/pixels/face-look.ts has it; everywhere without. */
  readonly free?: Float32Array | undefined;
  readonly settings: Pick<ConversionSettings, 'mask' | 'parts' | 'maskErosion' | 'maskFeather'>;
}

/** size x size values of 0..1 over the square that the network draws; over whatever lies in `into`, where it is given. */
export const swapMask = (
  { mesh, squareShare, learned, narrowing, free, settings }: SwapMask,
  size: number,
  into: Float32Array = new Float32Array(size * size),
): Float32Array => {
  const outline = outlineIn(mesh, size, squareShare);
  const border = { size, erosion: settings.maskErosion, feather: settings.maskFeather };
  const byLandmarks = !learned || settings.mask !== 'learned';
  if (byLandmarks) drawFaceMask(into, { ...border, outline: narrowing ? narrowed(outline, narrowing) : outline });
  else into.fill(1);
  // The lesser, not the product: where their borders lie on each other one border is to be seen, as soft as was asked.
  const faceWidth = boxAround(outline).width;
  if (learned && settings.mask !== 'hull') holdToLearned(into, { ...border, ...learned, faceWidth });
  if (free) holdToLearned(into, { ...border, erosion: 0, drawn: free, drawnSize: lookSize, faceWidth });
  const parts = partsIn({ mesh, squareShare, parts: settings.parts }, size);
  if (parts) holdToPieces(into, { size, ...parts, softPx: Math.max(1, settings.maskFeather * faceWidth) });
  return into;
};

/** In widths of a piece: a brow is as thick, lids are the eyes', wings the nose's, the lips' border the mouth's. */
const margins: Readonly<Record<MeshPart, number>> = { brows: 0.2, eyes: 0.3, nose: 0.25, mouth: 0.15 };

/** The few that show or the few that do not; undefined where all do. */
const partsIn = (
  { mesh, squareShare, parts }: Pick<SwapMask, 'mesh' | 'squareShare'> & Pick<ConversionSettings, 'parts'>,
  size: number,
): { readonly pieces: Piece[]; readonly shown: 'pieces' | 'rest' } | undefined => {
  const asked = new Set(parts);
  if (facePart.options.every((part) => asked.has(part))) return undefined;
  const shown = asked.has('skin') ? 'rest' : 'pieces';
  const toPatch = invertSimilarity(networkToFrame(mesh, size, squareShare));
  const pieces = (Object.keys(margins) as MeshPart[])
    .filter((part) => asked.has(part) === (shown === 'pieces'))
    .flatMap((part) =>
      meshPart(mesh, part).map((points) => ({
        outline: points.map((point) => applySimilarity(toPatch, point)),
        margin: margins[part],
      })),
    );
  return { pieces, shown };
};

/** In the pixels of the square that the network draws. */
export const outlineIn = (mesh: readonly FramePoint[], size: number, squareShare: number): InputPoint[] => {
  const toPatch = invertSimilarity(networkToFrame(mesh, size, squareShare));
  return meshOutline(mesh).map((point) => applySimilarity(toPatch, point));
};
