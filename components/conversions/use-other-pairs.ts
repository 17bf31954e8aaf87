'use client';
/** What somebody in a clip can be given besides the conversion's own pair: every other training that has saved something, in both directions. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { useRuns } from '#components/training/use-runs.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { OtherFace } from '#core/contract/conversion.ts';
import type { Side } from '#core/contract/run.ts';
import { isConvertible } from './is-convertible.ts';
import type { OtherPair } from './people-field.tsx';
import type { GivenFace } from './use-clip-people.ts';

interface Own {
  readonly runId: string | undefined;
  readonly to: Side;
}

export function useOtherPairs(own: Own, clip: ClipView | undefined): OtherPair[] {
  const t = useTranslations('conversions.people');
  const words = useTranslations('conversions');
  const units = useUnits();
  const { data: runs = [] } = useRuns();
  return runs.filter(isConvertible).flatMap((run) =>
    (['b', 'a'] as const).flatMap((to) => {
      if (run.id === own.runId && to === own.to) return [];
      const [shown, replaced] = to === 'b' ? [run.personB, run.personA] : [run.personA, run.personB];
      const iteration = units.number(Math.max(...run.checkpoints.map((checkpoint) => checkpoint.iteration)));
      return [
        {
          id: `${run.id} ${to}`,
          label: t('face', { name: shown.name }),
          note: `${t('over', { name: replaced.name })} · ${words('atIteration', { iteration })}`,
          replacesOwner: replaced.id === clip?.personId,
        },
      ];
    }),
  );
}

/** As a conversion is asked for. */
export const asOtherFaces = (given: readonly GivenFace[]): OtherFace[] =>
  given.map(({ identity, pairId }) => {
    const [runId = '', to] = pairId.split(' ');
    return { identity, runId, to: to as Side, checkpointId: null };
  });
