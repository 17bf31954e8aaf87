/** Holds a mask to some parts of a face: each is the hull of its landmarks, grown a little, with a border as soft as the face's. */
import { boxAround } from '#core/geometry/box.ts';
import type { Point } from '#core/geometry/point.ts';
import { drawFaceMask } from './mask.ts';
import { floatScratch } from './scratch.ts';

export interface PartMaskOptions {
  /** Side of the mask, px. */
  readonly size: number;
  /** Points around each piece, in the mask's pixels; the piece is their hull. */
  readonly pieces: readonly Piece[];
  /** Whether the pieces show and nothing else does, or all but them. */
  readonly shown: 'pieces' | 'rest';
  /** Softness of their borders, px. */
  readonly softPx: number;
}

export interface Piece {
  readonly outline: readonly Point[];
  /** By how much of its own width a piece reaches beyond its points. */
  readonly margin: number;
}

/** Lowers what lies in `mask`, of this size. */
export const holdToPieces = (mask: Float32Array, { size, pieces, shown, softPx }: PartMaskOptions): void => {
  scratch.reuse();
  const covered = scratch.take(size * size).fill(0);
  const piece = scratch.take(size * size);
  for (const { outline, margin } of pieces) {
    const width = Math.max(1, boxAround(outline).width);
    drawFaceMask(piece, { size, outline, erosion: -margin, feather: softPx / width });
    for (let at = 0; at < covered.length; at++) covered[at] = Math.max(covered[at] as number, piece[at] as number);
  }
  for (let at = 0; at < mask.length; at++) {
    const most = shown === 'pieces' ? (covered[at] as number) : 1 - (covered[at] as number);
    if (most < (mask[at] as number)) mask[at] = most;
  }
};

/** Done with when the mask is held. */
const scratch = floatScratch();
