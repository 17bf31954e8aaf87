'use client';
/** Whether the window has room for panels beside the grid. */
import { useSyncExternalStore } from 'react';

const query = '(min-width: 1024px)';

export const useWide = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => window.matchMedia(query).matches,
    () => true,
  );
