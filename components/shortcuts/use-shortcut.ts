'use client';
/** Listens for a shortcut of the registry while the component is on the page; never while somebody types or a dialog is open. */
import { useHotkeys } from 'react-hotkeys-hook';
import { type ShortcutId, shortcut } from './registry.ts';

interface Options {
  enabled?: boolean;
}

export function useShortcut(
  id: ShortcutId,
  run: (event: KeyboardEvent) => void,
  { enabled = true }: Options = {},
): void {
  useHotkeys(shortcut(id).keys, run, {
    enabled,
    // By the letter printed, whatever the keyboard's layout; these have names, not letters.
    useKey: !/space|comma|period|equal|minus/.test(shortcut(id).keys),
    // A choice in the toolbar keeps the focus after it was made, and has no use for letters.
    enableOnFormTags: ['radio'],
    preventDefault: true,
    ignoreEventWhen: (event) => document.querySelector('[role="dialog"]') !== null || keepsKey(event),
  });
}

/** Space and Enter press what has the focus, unless it is the choice that stands already; arrows move a slider or a choice: those keep their keys. */
const keepsKey = (event: KeyboardEvent): boolean => {
  const target = event.target instanceof HTMLElement ? event.target : null;
  if (target?.closest('[role="radio"][aria-checked="true"]') && event.key === ' ') return false;
  if (event.key === ' ' || event.key === 'Enter') return target?.closest('button, a, [role="switch"]') != null;
  return (
    event.key.startsWith('Arrow') &&
    target?.closest('input, [role="slider"], [role="radiogroup"], [role="tablist"]') != null
  );
};
