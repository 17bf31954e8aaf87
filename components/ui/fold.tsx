'use client';
/** Part of a form that is folded away until somebody wants it. */
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

interface Props {
  title: ReactNode;
  children: ReactNode;
  onToggle?: (isOpen: boolean) => void;
}

export function Fold({ title, children, onToggle }: Props) {
  return (
    <details className="group rounded-lg border" onToggle={(event) => onToggle?.(event.currentTarget.open)}>
      <summary className="flex cursor-default list-none items-center gap-2 rounded-lg px-4 py-3 text-sm font-medium select-none">
        <ChevronRight aria-hidden className="size-4 text-ink-3 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      <div className="px-4 pb-4">{children}</div>
    </details>
  );
}
