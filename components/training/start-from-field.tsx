'use client';
/** Another run whose weights a new one begins with, and what is taken of it. */
import { useTranslations } from 'next-intl';
import { ChoiceField, Field } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import type { RunSettings } from '#core/contract/run.ts';
import { useRuns } from './use-runs.ts';

type StartFrom = RunSettings['startFrom'];

const nobody = 'none';
/** All that knows faces and no single person; or all. */
const taken = { encoder: ['encoder', 'inter'], all: ['encoder', 'inter', 'decoder'] } as const;
type Taken = keyof typeof taken;

export function StartFromField({ value, onChange }: { value: StartFrom; onChange: (value: StartFrom) => void }) {
  const t = useTranslations('training');
  const saved = useRuns().data?.filter((run) => run.checkpoints.length > 0) ?? [];
  if (saved.length === 0) return null;
  const part: Taken = value?.parts.includes('decoder') ? 'all' : 'encoder';
  const choose = (runId: string, of: Taken) => onChange(runId === nobody ? null : { runId, parts: [...taken[of]] });
  return (
    <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
      <Field label={t('startFrom')} help={t('startFromHelp')}>
        <Select
          label={t('startFrom')}
          value={value?.runId ?? nobody}
          onChange={(runId) => choose(runId, part)}
          items={[
            { value: nobody, label: t('startFromNothing') },
            ...saved.map((run) => ({
              value: run.id,
              label: t('pair', { a: run.personA.name, b: run.personB.name }),
              note: t('startFromNote', { iteration: run.iteration, architecture: run.settings.architecture }),
            })),
          ]}
        />
      </Field>
      {value && (
        <ChoiceField label={t('startFromParts')} help={t(`startFromPart.${part}Help`)}>
          <Segmented<Taken>
            label={t('startFromParts')}
            value={part}
            onChange={(of) => choose(value.runId, of)}
            choices={(['encoder', 'all'] as const).map((of) => ({ value: of, label: t(`startFromPart.${of}`) }))}
            className="self-start"
          />
        </ChoiceField>
      )}
    </div>
  );
}
