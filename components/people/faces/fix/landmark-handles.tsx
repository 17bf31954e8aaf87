'use client';
/** The 68 points a face is known by, each to be dragged; the mesh between them follows. */
import { useFrame } from '#components/people/faces/panel/frame-view.tsx';
import { boxAround } from '#core/geometry/box.ts';
import { indicesOf68 } from '#core/geometry/mesh-points.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { pullMesh } from '#core/geometry/pull-mesh.ts';
import { useDrag } from './use-drag.ts';

interface Props {
  mesh: readonly FramePoint[];
  onChange: (mesh: FramePoint[]) => void;
}

/** Of the face's width: an eye corner takes its lids along and leaves the other eye alone. */
const reach = 0.05;

export function LandmarkHandles({ mesh, onChange }: Props) {
  const { unit } = useFrame();
  const drag = useDrag<{ index: number; mesh: readonly FramePoint[] }>(({ held, to }) =>
    onChange(pullMesh({ mesh: held.mesh, index: held.index, to, reachPx: reach * boxAround(held.mesh).width })),
  );
  return (
    <g>
      {indicesOf68.map((index) => {
        const [x, y] = mesh[index] as FramePoint;
        return (
          <circle
            key={index}
            cx={x}
            cy={y}
            r={4 * unit}
            fill="#7dd3fc"
            stroke="#0c4a6e"
            strokeWidth={unit}
            className="cursor-grab touch-none hover:fill-white"
            onPointerDown={drag.hold({ index, mesh })}
            {...drag.moving}
          />
        );
      })}
    </g>
  );
}
