'use client';
/** Something that is so only while a key or the pointer is held down: any letting go ends it, so that none can be missed. */
import { useCallback, useEffect, useState } from 'react';

const lettingGo = ['keyup', 'pointerup', 'pointercancel', 'blur'];

export function useHold(): { readonly held: boolean; readonly hold: () => void } {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!held) return;
    const release = () => setHeld(false);
    for (const name of lettingGo) window.addEventListener(name, release);
    return () => {
      for (const name of lettingGo) window.removeEventListener(name, release);
    };
  }, [held]);
  return { held, hold: useCallback(() => setHeld(true), []) };
}
