'use client';
/** A face as drawn over its frame: its box, the square that its crop was cut from, its landmarks. */
import type { FaceShape } from '#core/contract/face.ts';
import { cropSize } from '#core/geometry/align-face.ts';
import { type CropPoint, cropPoint, type FramePoint } from '#core/geometry/point.ts';
import { applySimilarity, invertSimilarity, type Similarity } from '#core/geometry/similarity.ts';
import { useFrame } from './frame-view.tsx';

export const drawingParts = ['box', 'crop', 'landmarks'] as const;
export type DrawingPart = (typeof drawingParts)[number];

export function FaceDrawing({ shape, parts }: { shape: FaceShape; parts: ReadonlySet<DrawingPart> }) {
  const { unit } = useFrame();
  const { box } = shape;
  return (
    <g fill="none" strokeWidth={1.5 * unit}>
      {parts.has('landmarks') && (
        <path d={dots(shape.mesh)} stroke="#7dd3fc" strokeWidth={2 * unit} strokeLinecap="round" />
      )}
      {parts.has('box') && (
        <rect
          x={box.left}
          y={box.top}
          width={box.width}
          height={box.height}
          stroke="#fff"
          strokeDasharray={`${5 * unit} ${4 * unit}`}
        />
      )}
      {parts.has('crop') && <polygon points={cropCorners(shape.similarity).map(String).join(' ')} stroke="#facc15" />}
    </g>
  );
}

/** The crop's corners in the frame. */
export function cropCorners([a = 1, b = 0, tx = 0, ty = 0]: readonly number[]): FramePoint[] {
  const toFrame: Similarity<CropPoint, FramePoint> = invertSimilarity<FramePoint, CropPoint>({ a, b, tx, ty });
  return [
    [0, 0],
    [cropSize, 0],
    [cropSize, cropSize],
    [0, cropSize],
  ].map(([x = 0, y = 0]) => applySimilarity(toFrame, cropPoint(x, y)));
}

/** All points as one path of lines without length: round caps make them dots, and the page has one element for 468. */
function dots(mesh: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at + 1 < mesh.length; at += 2) parts.push(`M${mesh[at]?.toFixed(1)} ${mesh[at + 1]?.toFixed(1)}h0`);
  return parts.join('');
}
