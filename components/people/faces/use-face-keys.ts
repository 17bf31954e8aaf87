'use client';
/** The keys of the review. Moving gives the grid the focus, so that a screen reader follows. */
import type { Dispatch, RefObject, SetStateAction } from 'react';
import { useShortcut } from '#components/shortcuts/use-shortcut.ts';
import type { FaceState } from '#core/contract/face.ts';
import { invert, move, type Order, type Selection, type Step, selectAll, toggle } from './selection.ts';

interface Wiring {
  setSelection: Dispatch<SetStateAction<Selection>>;
  order: Order;
  shape: { columns: number; pageRows: number };
  grid: RefObject<HTMLDivElement | null>;
  setState: (state: FaceState) => void;
  turn: (way: 'undo' | 'redo') => void;
  /** Lets the selection go, or else what the view is narrowed to. */
  onEscape: () => void;
  onGo: (to: 'like' | 'track' | 'twins') => void;
  onShow: (part: 'filters' | 'clusters' | 'panel') => void;
  onWatch: () => void;
  onSize: (way: 1 | -1) => void;
}

const steps: Record<string, Step> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Home: 'first',
  End: 'last',
};

export function useFaceKeys(wiring: Wiring): void {
  const { setSelection, order, shape, grid, setState, turn } = wiring;
  const go = (step: Step | undefined, extend: boolean) => {
    if (!step) return;
    grid.current?.focus({ preventScroll: true });
    setSelection((old) => move(old, { step, ...shape, order, extend }));
  };
  useShortcut('faceMove', (event) => go(steps[event.key], false));
  useShortcut('faceExtend', (event) => go(steps[event.key], true));
  useShortcut('faceNext', () => go('right', false));
  useShortcut('faceBack', () => go('left', false));
  useShortcut('faceToggle', () => setSelection(toggle));
  useShortcut('faceAll', () => setSelection((old) => selectAll(old, order)));
  useShortcut('faceInvert', () => setSelection((old) => invert(old, order)));
  useShortcut('faceClear', wiring.onEscape);
  useShortcut('faceKeep', () => setState('kept'));
  useShortcut('faceReject', () => setState('rejected'));
  useShortcut('faceOther', () => setState('other'));
  useShortcut('faceUnsure', () => setState('unsure'));
  useShortcut('faceUndo', () => turn('undo'));
  useShortcut('faceRedo', () => turn('redo'));
  useShortcut('faceLike', () => wiring.onGo('like'));
  useShortcut('faceTrack', () => wiring.onGo('track'));
  useShortcut('faceTwins', () => wiring.onGo('twins'));
  useShortcut('faceFilters', () => wiring.onShow('filters'));
  useShortcut('faceClusters', () => wiring.onShow('clusters'));
  useShortcut('facePanel', () => wiring.onShow('panel'));
  useShortcut('faceWatch', wiring.onWatch);
  useShortcut('faceLarger', () => wiring.onSize(1));
  useShortcut('faceSmaller', () => wiring.onSize(-1));
}
