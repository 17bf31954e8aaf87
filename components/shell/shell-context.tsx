'use client';
/** What any page may open: the jobs drawer and the list of keys. */
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { JobsDrawer } from '#components/jobs/jobs-drawer.tsx';
import { ShortcutsSheet } from '#components/shortcuts/shortcuts-sheet.tsx';

interface Shell {
  openJobs: () => void;
  toggleJobs: () => void;
  openShortcuts: () => void;
}

const ShellContext = createContext<Shell>({ openJobs: () => {}, toggleJobs: () => {}, openShortcuts: () => {} });
export const useShell = (): Shell => useContext(ShellContext);

export function ShellProvider({ children }: { children: ReactNode }) {
  const [jobsOpen, setJobsOpen] = useState(false);
  const [keysOpen, setKeysOpen] = useState(false);
  const shell = useMemo(
    () => ({
      openJobs: () => setJobsOpen(true),
      toggleJobs: () => setJobsOpen((open) => !open),
      openShortcuts: () => setKeysOpen(true),
    }),
    [],
  );
  return (
    <ShellContext value={shell}>
      {children}
      <JobsDrawer open={jobsOpen} onOpenChange={setJobsOpen} />
      <ShortcutsSheet open={keysOpen} onOpenChange={setKeysOpen} />
    </ShellContext>
  );
}
