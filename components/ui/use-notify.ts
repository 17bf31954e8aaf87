'use client';
/** Short messages after an action: what was done, or why not. */
import { useMemo } from 'react';
import { toast } from 'sonner';
import { asProblem, useProblemWords } from './problem.tsx';

interface Notify {
  done: (message: string, more?: { action?: { label: string; run: () => void }; replaces?: string }) => void;
  failed: (error: unknown) => void;
}

export function useNotify(): Notify {
  const words = useProblemWords();
  return useMemo(
    () => ({
      // A message takes the place of the one before that replaces the same.
      done: (message, { action, replaces } = {}) =>
        void toast(message, {
          action: action && { label: action.label, onClick: action.run },
          ...(replaces && { id: replaces }),
        }),
      failed: (error) => {
        const problem = asProblem(error);
        toast.error(words(problem), { description: `${problem.message} (${problem.code})` });
      },
    }),
    [words],
  );
}
