'use client';
/** A refusal or failure in words: what happened in the reader's language, what the server said of it, and the stable code. */
import { CircleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export interface ProblemReport {
  code: string;
  message: string;
}

export const asProblem = (error: unknown): ProblemReport =>
  error instanceof Error
    ? { code: 'code' in error && typeof error.code === 'string' ? error.code : 'internal', message: error.message }
    : { code: 'internal', message: String(error) };

/** The sentence for a code, in the language of the page. */
export function useProblemWords(): (problem: ProblemReport) => string {
  const t = useTranslations('errors');
  return ({ code }) => (t.has(code as 'internal') ? t(code as 'internal') : t('internal'));
}

export function Problem({ error, action, className }: { error: unknown; action?: ReactNode; className?: string }) {
  const words = useProblemWords();
  const problem = isReport(error) ? error : asProblem(error);
  return (
    <div
      role="alert"
      className={classNames('flex items-start gap-3 rounded-lg bg-bad-soft px-4 py-3 text-sm', className)}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{words(problem)}</p>
        <p className="text-ink-2 wrap-anywhere">
          {problem.message} <code className="font-mono text-xs whitespace-nowrap text-ink-3">{problem.code}</code>
        </p>
      </div>
      {action}
    </div>
  );
}

const isReport = (error: unknown): error is ProblemReport =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  'message' in error &&
  typeof error.code === 'string';
