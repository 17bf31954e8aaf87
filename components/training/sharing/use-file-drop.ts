'use client';
/** One file dropped somewhere, in place of being chosen. */
import { type DragEvent, useState } from 'react';

export function useFileDrop(onFile: (file: File) => void) {
  const [over, setOver] = useState(false);
  const drag = (inside: boolean) => (event: DragEvent) => {
    // Without this the browser would open the file in the page's place.
    event.preventDefault();
    event.stopPropagation();
    setOver(inside);
  };
  return {
    over,
    zone: {
      onDragOver: drag(true),
      onDragLeave: drag(false),
      onDrop: (event: DragEvent) => {
        drag(false)(event);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      },
    },
  };
}
