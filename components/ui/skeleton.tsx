/** The shape of what is still loading, so that the page does not jump. */
import { classNames } from './class-names.ts';

export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('animate-pulse rounded-md bg-hover', className)} />;
}
