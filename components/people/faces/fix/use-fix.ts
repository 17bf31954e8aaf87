'use client';
/** What has been set by hand so far, and the edit it comes to; nothing where nothing was changed. */
import { useState } from 'react';
import type { ClipView } from '#core/contract/clip.ts';
import type { FaceRow, FaceShape } from '#core/contract/face.ts';
import type { FaceEdit } from '#core/contract/face-edit.ts';
import type { Box } from '#core/geometry/box.ts';
import { cropOfSquare, squareOfCrop } from '#core/geometry/crop-square.ts';
import type { FrameSquare } from '#core/geometry/input-square.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';

export const fixTools = ['crop', 'landmarks', 'add', 'exclude'] as const;
export type FixTool = (typeof fixTools)[number];

interface Options {
  row: FaceRow;
  shape: FaceShape;
  clip: ClipView;
}

/** Screen noise: a box that was clicked and not drawn. */
const smallestBoxPx = 8;

export function useFix({ row, shape, clip }: Options) {
  const [tool, setTool] = useState<FixTool>('crop');
  const [square, setSquare] = useState<FrameSquare | null>(null);
  const [mesh, setMesh] = useState<FramePoint[] | null>(null);
  const [box, setBox] = useState<Box | null>(null);
  const [shownFrame, setFrameIndex] = useState(row.frameIndex);
  const [range, setRange] = useState({ first: row.frameIndex, last: row.frameIndex });
  const reset = () => {
    setSquare(null);
    setMesh(null);
    setBox(null);
    setRange({ first: row.frameIndex, last: row.frameIndex });
  };
  const edits: Record<FixTool, FaceEdit | null> = {
    crop: square && { do: 'move-crop', faceId: row.id, similarity: numbersOf(square) },
    landmarks: mesh && { do: 'move-landmarks', faceId: row.id, mesh: mesh.flat() },
    add:
      box && Math.min(box.width, box.height) >= smallestBoxPx
        ? { do: 'add-face', clipId: clip.id, frameIndex: shownFrame, box }
        : null,
    exclude: { do: 'exclude-frames', clipId: clip.id, range },
  };
  return {
    ...{ tool, setTool, setSquare, setMesh, box, setBox, reset, range },
    frameIndex: { crop: row.frameIndex, landmarks: row.frameIndex, add: shownFrame, exclude: range.first }[tool],
    lastFrame: (clip.facts?.frameCount ?? 1) - 1,
    setFrameIndex: (index: number) => {
      setFrameIndex(index);
      setBox(null);
    },
    setFirst: (first: number) => setRange(({ last }) => ({ first, last: Math.max(first, last) })),
    setLast: (last: number) => setRange(({ first }) => ({ first: Math.min(first, last), last })),
    square: square ?? squareOfCrop(similarityOf(shape.similarity)),
    mesh: mesh ?? pointsOf(shape.mesh),
    edit: edits[tool],
  };
}

const numbersOf = (square: FrameSquare): number[] => {
  const { a, b, tx, ty } = cropOfSquare(square);
  return [a, b, tx, ty];
};

const similarityOf = ([a = 1, b = 0, tx = 0, ty = 0]: readonly number[]) => ({ a, b, tx, ty });

const pointsOf = (mesh: readonly number[]): FramePoint[] =>
  Array.from({ length: mesh.length / 2 }, (_, i) => framePoint(mesh[i * 2] as number, mesh[i * 2 + 1] as number));
