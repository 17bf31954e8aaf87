'use client';
/** Which saved state of the training a conversion is made with: the best unless somebody says otherwise. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RunView } from '#core/contract/run.ts';
import { checkpointToUse, usableCheckpoints } from '#core/studio/checkpoint-to-use.ts';
import { bestCheckpoint } from '#core/studio/kept-checkpoints.ts';
import { isLeft } from '#core/studio/run-branches.ts';
import { useCheckpointWords } from './use-checkpoint-words.ts';

interface Props {
  run: RunView;
  /** null: what the studio would take by itself. */
  checkpointId: string | null;
  onChange: (id: string) => void;
}

export function CheckpointField({ run, checkpointId, onChange }: Props) {
  const t = useTranslations('conversions');
  const units = useUnits();
  const words = useCheckpointWords();
  const checkpoints = usableCheckpoints(run.checkpoints);
  const standing = checkpoints.filter((checkpoint) => !isLeft(run.branches, checkpoint));
  const best = bestCheckpoint(standing);
  return (
    <Field label={t('checkpoint')} help={t(best ? 'checkpointHelp' : 'checkpointUnmeasured')}>
      <Select
        label={t('checkpoint')}
        value={checkpointId ?? checkpointToUse(standing)?.id ?? null}
        onChange={onChange}
        items={checkpoints.map((checkpoint) => ({
          value: checkpoint.id,
          label: words({ ...checkpoint, isBest: checkpoint === best }),
          note:
            checkpoint.heldOutError === null
              ? undefined
              : t('heldOutError', { error: units.number(checkpoint.heldOutError, 3) }),
        }))}
      />
    </Field>
  );
}
