'use client';
/** Which previews are leafed through: those of the run as it stands, or of a stretch that it has left. */
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { SelectItem } from '#components/ui/select.tsx';
import type { PreviewPlace, RunView } from '#core/contract/run.ts';
import { leftFor } from '#core/studio/run-branches.ts';
import { usePreviews } from './use-runs.ts';

/** The run as it stands; a stretch has the number of the branch for which it was left. */
const standing = 0;

export function usePreviewStretch(run: RunView) {
  const t = useTranslations('training.stretch');
  const { data, isPending } = usePreviews(run.id);
  const [wanted, setStretch] = useState(standing);
  const byStretch = useMemo(() => {
    const left = Map.groupBy(data?.left ?? [], (place) => leftFor(run.branches, place) ?? standing);
    return new Map<number, readonly PreviewPlace[]>([...left, [standing, data?.previews ?? []]]);
  }, [data, run.branches]);
  const stretch = byStretch.has(wanted) ? wanted : standing;
  const stretches = [...byStretch.keys()]
    .sort((one, other) => one - other)
    .map((number): SelectItem<string> => {
      const { from = 0, reached = 0 } = run.branches[number - 1] ?? {};
      return { value: String(number), label: number === standing ? t('standing') : t('left', { from, reached }) };
    });
  return { previews: byStretch.get(stretch) ?? [], isPending, stretch, stretches, setStretch };
}
