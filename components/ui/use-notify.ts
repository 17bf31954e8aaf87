'use client';
/** Short messages after an action: what was done, or why not. */
import { useMemo } from 'react';
import { toast } from 'sonner';
import { asProblem, useProblemWords } from './problem.tsx';

interface Notify {
  done: (message: string, undo?: { label: string; run: () => void }) => void;
  failed: (error: unknown) => void;
}

export function useNotify(): Notify {
  const words = useProblemWords();
  return useMemo(
    () => ({
      done: (message, undo) =>
        void toast(message, undo ? { action: { label: undo.label, onClick: undo.run } } : undefined),
      failed: (error) => {
        const problem = asProblem(error);
        toast.error(words(problem), { description: `${problem.message} (${problem.code})` });
      },
    }),
    [words],
  );
}
