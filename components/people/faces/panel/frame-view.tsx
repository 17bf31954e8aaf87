'use client';
/**
 * A frame of a clip with drawings over it. Everything drawn is in frame pixels: the picture may be sent smaller, shown whole or
 * only around a box. What lies over it asks `useFrame` where a pointer is and how large a screen pixel is there.
 */
import { createContext, type ReactNode, type RefObject, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { Box } from '#core/geometry/box.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';

interface Props {
  src: string;
  /** Of the whole frame, px. */
  width: number;
  height: number;
  /** What is shown of it; null = all. */
  view: Box | null;
  label: string;
  /** SVG, in frame pixels. */
  children?: ReactNode;
  onFailed?: () => void;
}

interface FrameSpace {
  /** Frame pixels in one pixel of the screen: for lines and handles of one thickness. */
  readonly unit: number;
  readonly toFrame: (pointer: { clientX: number; clientY: number }) => FramePoint;
}

const FrameContext = createContext<FrameSpace>({ unit: 1, toFrame: () => framePoint(0, 0) });
export const useFrame = (): FrameSpace => useContext(FrameContext);

export function FrameView({ src, width, height, view, label, children, onFailed }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const box = view ?? { left: 0, top: 0, width, height };
  const unit = useUnit(svg, box);
  const space = useMemo(
    () => ({
      unit,
      toFrame: ({ clientX, clientY }: { clientX: number; clientY: number }) => {
        const at = new DOMPoint(clientX, clientY).matrixTransform(svg.current?.getScreenCTM()?.inverse());
        return framePoint(at.x, at.y);
      },
    }),
    [unit],
  );
  return (
    <svg
      ref={svg}
      role="img"
      aria-label={label}
      viewBox={`${box.left} ${box.top} ${box.width} ${box.height}`}
      className="block size-full rounded-md bg-stage"
    >
      <image href={src} width={width} height={height} preserveAspectRatio="none" onError={onFailed} />
      <FrameContext value={space}>{children}</FrameContext>
    </svg>
  );
}

/** The part of a frame around a box that shows the face and what is near it; it may reach over the edge. */
export function around(box: Box, aspect: number): Box {
  const side = Math.max(box.width, box.height) * 2;
  const [width, height] = aspect >= 1 ? [side * aspect, side] : [side, side / aspect];
  return {
    left: box.left + box.width / 2 - width / 2,
    top: box.top + box.height / 2 - height / 2,
    width,
    height,
  };
}

function useUnit(svg: RefObject<SVGSVGElement | null>, box: Box): number {
  const [size, setSize] = useState({ width: 1, height: 1 });
  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [svg]);
  return Math.max(box.width / Math.max(1, size.width), box.height / Math.max(1, size.height));
}
