'use client';
/** Everything around a page: places, jobs, keys, the state of the connection. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { EndedNotices } from '#components/jobs/ended-notices.tsx';
import { useShortcut } from '#components/shortcuts/use-shortcut.ts';
import { AfterHydration } from './after-hydration.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { BottomNavigation, SideNavigation } from './navigation.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import { ShellProvider, useShell } from './shell-context.tsx';

export function AppShell({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  return (
    <ShellProvider>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('skip')}
      </a>
      <div className="flex min-h-dvh">
        <SideNavigation />
        <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col pb-14 outline-none md:pb-0">
          <ConnectionBanner />
          <AfterHydration meanwhile={<PageSkeleton />}>{children}</AfterHydration>
        </main>
      </div>
      <BottomNavigation />
      <GlobalShortcuts />
      <EndedNotices />
    </ShellProvider>
  );
}

function GlobalShortcuts() {
  const router = useRouter();
  const { toggleJobs, openShortcuts } = useShell();
  useShortcut('help', openShortcuts);
  useShortcut('jobs', toggleJobs);
  useShortcut('goOverview', () => router.push('/'));
  useShortcut('goPeople', () => router.push('/people'));
  useShortcut('goCoverage', () => router.push('/coverage'));
  useShortcut('goTraining', () => router.push('/training'));
  useShortcut('goConversions', () => router.push('/conversions'));
  useShortcut('goSystem', () => router.push('/system'));
  return null;
}
