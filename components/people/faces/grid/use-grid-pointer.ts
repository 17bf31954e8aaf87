'use client';
/**
 * Picking faces with mouse, pen or finger. A press picks, a drag takes all from there on and scrolls at the edges; a finger scrolls,
 * picks by a tap and begins to select by a long press.
 */
import { type PointerEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { PickMode } from '#components/people/faces/selection.ts';
import { type GridLayout, placeAt } from './grid-layout.ts';

interface Options {
  scroller: RefObject<HTMLElement | null>;
  layout: () => GridLayout;
  onPick: (place: number, mode: PickMode) => void;
  /** A finger's tap: it goes there, or selects where selecting has begun. */
  onTap: (place: number) => void;
}

const longPressMs = 450;
/** As near to the edge as this, a drag scrolls. */
const edgePx = 40;

export function useGridPointer({ scroller, layout, onPick, onTap }: Options) {
  const drag = useRef<{ clientX: number; clientY: number; mode: PickMode; frame: number } | null>(null);
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; done: boolean } | null>(null);

  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): number | null => {
    const box = scroller.current?.getBoundingClientRect();
    if (!scroller.current || !box) return null;
    return placeAt(layout(), { xPx: clientX - box.left, yPx: clientY - box.top + scroller.current.scrollTop });
  };
  const reach = () => {
    const place = drag.current && placeOf(drag.current);
    if (drag.current && place !== null) onPick(place, drag.current.mode);
  };
  const scrollAtEdge = () => {
    const [held, element] = [drag.current, scroller.current];
    if (!held || !element) return;
    const speedPx = edgeSpeedPx(held.clientY, element.getBoundingClientRect());
    if (speedPx !== 0) {
      element.scrollTop += speedPx;
      reach();
    }
    held.frame = requestAnimationFrame(scrollAtEdge);
  };
  const end = useCallback(() => {
    if (drag.current) cancelAnimationFrame(drag.current.frame);
    drag.current = null;
    clearTimeout(press.current?.timer);
  }, []);
  useEffect(() => end, [end]);

  return {
    onPointerDown: (event: PointerEvent) => {
      const place = placeOf(event);
      if (place === null || event.button !== 0 || isOnScrollbar(event, scroller.current)) return;
      if (event.pointerType === 'touch') {
        press.current = { done: false, timer: setTimeout(() => startByFinger(place), longPressMs) };
        return;
      }
      const adds = event.ctrlKey || event.metaKey;
      onPick(place, event.shiftKey ? (adds ? 'addRange' : 'range') : adds ? 'toggle' : 'only');
      if (adds && !event.shiftKey) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = {
        clientX: event.clientX,
        clientY: event.clientY,
        mode: adds ? 'addRange' : 'range',
        frame: requestAnimationFrame(scrollAtEdge),
      };
    },
    onPointerMove: (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      if (!drag.current) return;
      const before = placeOf(drag.current);
      Object.assign(drag.current, { clientX: event.clientX, clientY: event.clientY });
      if (placeOf(event) !== before) reach();
    },
    onPointerUp: (event: PointerEvent) => {
      const place = placeOf(event);
      const tapped = event.pointerType === 'touch' && press.current?.done === false;
      end();
      if (tapped && place !== null) onTap(place);
      press.current = null;
    },
    // The browser scrolls: this was no tap.
    onPointerCancel: () => {
      end();
      press.current = null;
    },
    onContextMenu: (event: { preventDefault: () => void }) => {
      if (press.current) event.preventDefault();
    },
  };

  function startByFinger(place: number): void {
    if (press.current) press.current.done = true;
    onPick(place, 'toggle');
  }
}

function edgeSpeedPx(clientY: number, box: DOMRect): number {
  const above = box.top + edgePx - clientY;
  const below = clientY - (box.bottom - edgePx);
  const beyond = above > 0 ? -above : Math.max(0, below);
  return Math.sign(beyond) * Math.min(60, Math.abs(beyond) * 0.6);
}

const isOnScrollbar = (event: PointerEvent, element: HTMLElement | null): boolean =>
  element !== null && event.clientX - element.getBoundingClientRect().left >= element.clientWidth;
