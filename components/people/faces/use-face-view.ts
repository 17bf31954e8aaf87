'use client';
/**
 * The view as the page holds it, written into the address. Going somewhere else, such as to one track, is a step that the browser's
 * Back button takes back; moving a filter is not.
 */
import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type FaceView, readView, writeView } from './face-view.ts';

export interface FaceViewControl {
  readonly view: FaceView;
  /** Filters and sorts. */
  adjust: (view: FaceView) => void;
  /** Goes there. */
  go: (view: FaceView) => void;
}

export function useFaceView(): FaceViewControl {
  const address = useSearchParams();
  const [view, setView] = useState(() => readView(address));
  const written = useRef(writeView(view));
  // Back, Forward and links of other pages change the address without asking.
  useEffect(() => {
    const next = readView(new URLSearchParams(address));
    if (writeView(next) === written.current) return;
    written.current = writeView(next);
    setView(next);
  }, [address]);
  const put = useCallback((next: FaceView, how: 'pushState' | 'replaceState') => {
    written.current = writeView(next);
    setView(next);
    window.history[how](null, '', `${window.location.pathname}${written.current}`);
  }, []);
  return {
    view,
    adjust: useCallback((next) => put(next, 'replaceState'), [put]),
    go: useCallback((next) => put(next, 'pushState'), [put]),
  };
}
