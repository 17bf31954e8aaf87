'use client';
/** The keys of the review grid. Moving gives the grid the focus, so that a screen reader follows. */
import type { Dispatch, RefObject, SetStateAction } from 'react';
import { useShortcut } from '#components/shortcuts/use-shortcut.ts';
import type { FaceState } from '#core/contract/face.ts';
import { clear, move, type Selection, type Step, selectAll, toggle } from './selection.ts';

interface Wiring {
  setSelection: Dispatch<SetStateAction<Selection>>;
  order: readonly string[];
  columns: number;
  grid: RefObject<HTMLDivElement | null>;
  setState: (state: FaceState) => void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}

const steps: Record<string, Step> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

export function useFaceKeys({ setSelection, order, columns, grid, setState, undo, redo }: Wiring): void {
  const go = (extend: boolean) => (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    grid.current?.focus({ preventScroll: true });
    setSelection((old) => move(old, { step, columns, order, extend }));
  };
  useShortcut('faceMove', go(false));
  useShortcut('faceExtend', go(true));
  useShortcut('faceToggle', () => setSelection(toggle));
  useShortcut('faceAll', () => setSelection((old) => selectAll(old, order)));
  useShortcut('faceClear', () => setSelection(clear));
  useShortcut('faceReject', () => setState('rejected'));
  useShortcut('faceKeep', () => setState('kept'));
  useShortcut('faceUndo', () => undo?.());
  useShortcut('faceRedo', () => redo?.());
}
