'use client';
/** What a conversion is made with, and of a model that can be told, how far it goes. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { ChoiceField, Field } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import { Slider } from '#components/ui/slider.tsx';
import type { ModelChoice } from './use-model-choice.ts';

interface Props {
  choices: readonly ModelChoice[];
  model: ModelChoice | undefined;
  onChange: (id: string) => void;
}

export function ModelField({ choices, model, onChange }: Props) {
  const t = useTranslations('conversions');
  const training = useTranslations('training');
  const item = (choice: ModelChoice) =>
    choice.kind === 'dfm'
      ? {
          label: choice.dfm.name,
          note: t('ofOthersNote', { person: choice.dfm.person.name, side: choice.dfm.faceSize }),
        }
      : {
          label: training('pair', { a: choice.run.personA.name, b: choice.run.personB.name }),
          note: t('checkpointAt', {
            iteration: Math.max(...choice.run.checkpoints.map((checkpoint) => checkpoint.iteration)),
          }),
        };
  return (
    <Field label={t('runOrModel')}>
      <Select
        label={t('runOrModel')}
        value={model?.id ?? null}
        onChange={onChange}
        placeholder={t('chooseRun')}
        items={choices.map((choice) => ({ value: choice.id, ...item(choice) }))}
      />
    </Field>
  );
}

export function MorphField({ morph, onChange }: { morph: number; onChange: (morph: number) => void }) {
  const t = useTranslations('conversions');
  const units = useUnits();
  return (
    <ChoiceField label={`${t('morph')}: ${units.number(morph * 100)} %`} help={t('morphHelp')}>
      <Slider label={t('morph')} value={morph} onChange={onChange} min={0} max={1} step={0.01} />
    </ChoiceField>
  );
}
