'use client';
/** Theme, cache and socket around everything. */
import { ThemeProvider } from 'next-themes';
import type { ReactNode } from 'react';
import { QueryProvider } from '#components/api/query-provider.tsx';
import { LiveProvider } from '#components/live/live-provider.tsx';
import { Toaster } from '#components/ui/toaster.tsx';
import { TooltipProvider } from '#components/ui/tooltip.tsx';

export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange>
      <QueryProvider>
        <LiveProvider>
          <TooltipProvider delay={400}>{children}</TooltipProvider>
        </LiveProvider>
      </QueryProvider>
      <Toaster />
    </ThemeProvider>
  );
}
