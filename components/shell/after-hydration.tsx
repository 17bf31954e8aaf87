'use client';
/**
 * Shows its children once the page has come to life. The server has no data to draw pages from, and a page that comes to life
 * after the first answers have arrived would no longer match what the server drew.
 */
import { type ReactNode, useSyncExternalStore } from 'react';

const never = () => () => {};

export function AfterHydration({ meanwhile, children }: { meanwhile: ReactNode; children: ReactNode }) {
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return alive ? children : meanwhile;
}
