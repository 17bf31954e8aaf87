'use client';
/** How far something is; without a value it only says that it moves. */
import { Progress as Base } from '@base-ui/react/progress';

/** `share` lies in 0..1; null where the end is not known. */
export function Progress({ share, label }: { share: number | null; label: string }) {
  return (
    <Base.Root
      value={share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}
      aria-label={label}
      className="w-full"
    >
      <Base.Track className="relative h-1 overflow-hidden rounded-full bg-line">
        <Base.Indicator className="h-full rounded-full bg-accent transition-[width] duration-300 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  );
}
