'use client';
/** Files that were not taken along, each with its reason; a long list is shut at first. */
import { useTranslations } from 'next-intl';
import { useProblemWords } from '#components/ui/problem.tsx';
import type { SkippedFile } from '#core/contract/clip.ts';

export function SkippedFiles({ files }: { files: readonly SkippedFile[] }) {
  const t = useTranslations('upload');
  const words = useProblemWords();
  if (files.length === 0) return null;
  return (
    <details open={files.length <= 4} className="mt-2 rounded-md bg-warn-soft px-3 py-2 text-xs">
      <summary className="cursor-default font-medium">{t('skipped', { count: files.length })}</summary>
      <ul className="mt-1 flex max-h-40 flex-col gap-0.5 overflow-y-auto">
        {files.map(({ name, code }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two folders may hold files of one name
          <li key={index} className="flex flex-wrap gap-x-2">
            <span className="max-w-full truncate font-mono">{name}</span>
            <span className="text-ink-2">{words({ code, message: '' })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
