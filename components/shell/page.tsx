'use client';
/** The frame of every page: where one is, what can be done here, and the buttons that are everywhere. */
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import { GlobalButtons } from './global-buttons.tsx';

interface Props {
  title: string;
  /** The pages above this one. */
  trail?: readonly { href: string; label: ReactNode }[];
  actions?: ReactNode;
  children: ReactNode;
  /** For grids: the page is as high as the window and scrolls inside. */
  fill?: boolean;
}

export function Page({ title, trail = [], actions, children, fill = false }: Props) {
  return (
    <>
      <title>{`${title} · Understudy`}</title>
      <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-b bg-canvas px-4 md:px-8">
        <div className="flex min-w-0 flex-1 items-center gap-1.5 text-sm">
          {trail.map((step) => (
            <span key={step.href} className="hidden shrink-0 items-center gap-1.5 sm:flex">
              <Link href={step.href} className="max-w-48 truncate text-ink-2 hover:text-ink">
                {step.label}
              </Link>
              <ChevronRight aria-hidden className="size-3.5 text-ink-3" />
            </span>
          ))}
          <h1 className="truncate font-semibold">{title}</h1>
        </div>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
        <GlobalButtons />
      </header>
      <div
        className={classNames(
          'flex w-full flex-col px-4 md:px-8',
          fill ? 'h-[calc(100dvh-7rem)] gap-3 py-3 md:h-[calc(100dvh-3.5rem)]' : 'max-w-[92rem] flex-1 gap-8 py-6',
        )}
      >
        {children}
      </div>
    </>
  );
}
