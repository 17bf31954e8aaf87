'use client';
/** A box drawn by hand around a face that was missed. */
import { useFrame } from '#components/people/faces/panel/frame-view.tsx';
import type { Box } from '#core/geometry/box.ts';
import { useDrag } from './use-drag.ts';

interface Props {
  width: number;
  height: number;
  box: Box | null;
  onChange: (box: Box) => void;
}

export function BoxDrawing({ width, height, box, onChange }: Props) {
  const { unit } = useFrame();
  const draw = useDrag<null>(({ from, to }) => {
    const [left, right] = [from[0], to[0]].sort((a, b) => a - b) as [number, number];
    const [top, bottom] = [from[1], to[1]].sort((a, b) => a - b) as [number, number];
    onChange({ left, top, width: right - left, height: bottom - top });
  });
  return (
    <g>
      <rect
        width={width}
        height={height}
        fill="transparent"
        className="cursor-crosshair touch-none"
        onPointerDown={draw.hold(null)}
        {...draw.moving}
      />
      {box && (
        <rect
          x={box.left}
          y={box.top}
          width={box.width}
          height={box.height}
          fill="rgb(74 222 128 / 0.12)"
          stroke="#4ade80"
          strokeWidth={2 * unit}
          pointerEvents="none"
        />
      )}
    </g>
  );
}
