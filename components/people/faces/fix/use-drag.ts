'use client';
/** Dragging over a frame: where the pointer went, in frame pixels, from where it was pressed. */
import { type PointerEvent, useRef } from 'react';
import { useFrame } from '#components/people/faces/panel/frame-view.tsx';
import type { FramePoint } from '#core/geometry/point.ts';

interface Drag<Held> {
  readonly held: Held;
  readonly from: FramePoint;
  readonly to: FramePoint;
}

/** `hold` says what a press takes hold of, as it is then; every move is told with it, so that rounding never adds up. */
export function useDrag<Held>(onDrag: (drag: Drag<Held>) => void) {
  const { toFrame } = useFrame();
  const dragging = useRef<{ held: Held; from: FramePoint } | null>(null);
  return {
    hold: (held: Held) => (event: PointerEvent<SVGElement>) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      dragging.current = { held, from: toFrame(event) };
    },
    moving: {
      onPointerMove: (event: PointerEvent<SVGElement>) => {
        if (dragging.current) onDrag({ ...dragging.current, to: toFrame(event) });
      },
      onPointerUp: () => {
        dragging.current = null;
      },
      onPointerCancel: () => {
        dragging.current = null;
      },
    },
  };
}
