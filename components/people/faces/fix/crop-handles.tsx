'use client';
/** The square that the crop is cut from: dragged inside it moves, dragged by a corner it turns and grows about its middle. */
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { useFrame } from '#components/people/faces/panel/frame-view.tsx';
import { cropSize } from '#core/geometry/align-face.ts';
import type { FrameSquare } from '#core/geometry/input-square.ts';
import { squareToFrame } from '#core/geometry/input-square.ts';
import { type FramePoint, framePoint, inputPoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import { useDrag } from './use-drag.ts';

interface Props {
  square: FrameSquare;
  onChange: (square: FrameSquare) => void;
}

/** Smaller crops show nothing. */
const smallestPx = 16;

export function CropHandles({ square, onChange }: Props) {
  const t = useTranslations('faceFix');
  const { unit } = useFrame();
  const corners = cornersOf(square);
  const move = useDrag<FrameSquare>(({ held, from, to }) =>
    onChange({ ...held, centre: framePoint(held.centre[0] + to[0] - from[0], held.centre[1] + to[1] - from[1]) }),
  );
  const turn = useDrag<FrameSquare>(({ held, from, to }) => onChange(turned(held, from, to)));
  return (
    <g>
      {/* biome-ignore lint/a11y/useSemanticElements: a shape of a drawing */}
      <polygon
        role="button"
        tabIndex={0}
        aria-label={t('cropShape')}
        points={corners.map(String).join(' ')}
        fill="rgb(250 204 21 / 0.08)"
        stroke="#facc15"
        strokeWidth={2 * unit}
        className="cursor-move touch-none outline-none focus-visible:[stroke-dasharray:6]"
        onPointerDown={move.hold(square)}
        onKeyDown={(event) => onChange(byKey(square, event))}
        {...move.moving}
      />
      <line {...upFrom(square)} stroke="#facc15" strokeWidth={2 * unit} />
      {corners.map(([x, y], index) => (
        <circle
          // biome-ignore lint/suspicious/noArrayIndexKey: a square has four corners
          key={index}
          cx={x}
          cy={y}
          r={7 * unit}
          fill="#facc15"
          stroke="#000"
          strokeWidth={unit}
          className="cursor-grab touch-none"
          onPointerDown={turn.hold(square)}
          {...turn.moving}
        />
      ))}
    </g>
  );
}

const turned = (held: FrameSquare, from: FramePoint, to: FramePoint): FrameSquare => {
  const before = polar(held.centre, from);
  const after = polar(held.centre, to);
  return {
    centre: held.centre,
    side: Math.max(smallestPx, (held.side * after.distance) / Math.max(1, before.distance)),
    turn: held.turn + after.angle - before.angle,
  };
};

const polar = ([cx, cy]: FramePoint, [x, y]: FramePoint) => ({
  distance: Math.hypot(x - cx, y - cy),
  angle: Math.atan2(y - cy, x - cx),
});

/** Arrows move, with Shift ten times as far; comma and full stop turn, plus and minus resize. */
const byKey = (square: FrameSquare, event: KeyboardEvent): FrameSquare => {
  const step = event.shiftKey ? 10 : 1;
  const [x, y] = square.centre;
  const changes: Record<string, Partial<FrameSquare>> = {
    ArrowLeft: { centre: framePoint(x - step, y) },
    ArrowRight: { centre: framePoint(x + step, y) },
    ArrowUp: { centre: framePoint(x, y - step) },
    ArrowDown: { centre: framePoint(x, y + step) },
    ',': { turn: square.turn - Math.PI / 180 },
    '.': { turn: square.turn + Math.PI / 180 },
    '+': { side: square.side * 1.02 },
    '-': { side: Math.max(smallestPx, square.side / 1.02) },
  };
  const change = changes[event.key];
  if (!change) return square;
  event.preventDefault();
  event.stopPropagation();
  return { ...square, ...change };
};

const cornersOf = (square: FrameSquare): FramePoint[] => {
  const toFrame = squareToFrame(square, cropSize);
  return [inputPoint(0, 0), inputPoint(cropSize, 0), inputPoint(cropSize, cropSize), inputPoint(0, cropSize)].map(
    (corner) => applySimilarity(toFrame, corner),
  );
};

/** A short line where the top is. */
const upFrom = (square: FrameSquare) => {
  const toFrame = squareToFrame(square, cropSize);
  const [x1, y1] = applySimilarity(toFrame, inputPoint(cropSize / 2, 0));
  const [x2, y2] = applySimilarity(toFrame, inputPoint(cropSize / 2, -cropSize / 12));
  return { x1, y1, x2, y2 };
};
