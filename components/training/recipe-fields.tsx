'use client';
/** How a run learns: its optimiser, how its rate goes, what it takes as distance. Folded away: the defaults work. */
import { useTranslations } from 'next-intl';
import { ChoiceField, Field, Input } from '#components/ui/field.tsx';
import { Fold } from '#components/ui/fold.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { optimiserKind } from '#core/contract/training-recipe.ts';
import type { RecipeDraft } from './recipe-draft.ts';
import { averagings, lossNames, takesDecay } from './recipe-draft.ts';

interface Props {
  draft: RecipeDraft;
  set: (change: Partial<RecipeDraft>) => void;
}

export function RecipeFields(props: Props) {
  const t = useTranslations('recipe');
  return (
    <Fold title={t('title')}>
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        <OptimiserFields {...props} />
        <ScheduleFields {...props} />
        <LossFields {...props} />
      </div>
    </Fold>
  );
}

/** What may change after a run was begun: the optimiser's state has its shape for good. */
export function ChangeableRecipeFields(props: Props) {
  const t = useTranslations('recipe');
  return (
    <Fold title={t('title')}>
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        <ScheduleFields {...props} />
        <LossFields {...props} />
      </div>
    </Fold>
  );
}

type NumberName = 'weightDecay' | 'updateSharePercent' | 'warmUpIterations' | 'clipNorm' | 'outsidePercent';

function NumberField({ name, draft, set }: Props & { name: NumberName }) {
  const t = useTranslations('recipe');
  return (
    <Field label={t(`setting.${name}`)} help={t(`help.${name}`)}>
      <Input
        name={name}
        inputMode="decimal"
        value={draft[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  );
}

function OptimiserFields({ draft, set }: Props) {
  const t = useTranslations('recipe');
  return (
    <>
      <ChoiceField label={t('setting.optimiser')} help={t('help.optimiser')}>
        <Select
          label={t('setting.optimiser')}
          value={draft.optimiser}
          onChange={(optimiser) => set({ optimiser })}
          items={optimiserKind.options.map((value) => ({ value, label: t(`optimiser.${value}`) }))}
        />
      </ChoiceField>
      <NumberField name="updateSharePercent" draft={draft} set={set} />
      {takesDecay(draft) && <NumberField name="weightDecay" draft={draft} set={set} />}
      <NumberField name="clipNorm" draft={draft} set={set} />
      <ChoiceField label={t('setting.averaging')} help={t('help.averaging')}>
        <Select
          label={t('setting.averaging')}
          value={draft.averaging}
          onChange={(averaging) => set({ averaging })}
          items={averagings.map((value) => ({ value, label: value === 'none' ? t('none') : value }))}
        />
      </ChoiceField>
    </>
  );
}

function ScheduleFields({ draft, set }: Props) {
  const t = useTranslations('recipe');
  return (
    <>
      <ChoiceField label={t('setting.schedule')} help={t(`scheduleHelp.${draft.schedule}`)}>
        <Segmented
          label={t('setting.schedule')}
          value={draft.schedule}
          onChange={(schedule) => set({ schedule })}
          choices={(['constant', 'cosine', 'restarts'] as const).map((value) => ({
            value,
            label: t(`schedule.${value}`),
          }))}
          className="self-start"
        />
      </ChoiceField>
      {draft.schedule !== 'constant' && (
        <ChoiceField label={t('setting.length')}>
          <div className="flex gap-2">
            <Input
              name="length"
              inputMode="decimal"
              aria-label={t('setting.length')}
              value={draft.length}
              onChange={(event) => set({ length: event.target.value })}
              className="w-24"
            />
            <Segmented
              label={t('setting.lengthUnit')}
              value={draft.lengthUnit}
              onChange={(lengthUnit) => set({ lengthUnit })}
              choices={(['iterations', 'minutes'] as const).map((value) => ({ value, label: t(`unit.${value}`) }))}
            />
          </div>
        </ChoiceField>
      )}
      <NumberField name="warmUpIterations" draft={draft} set={set} />
    </>
  );
}

function LossFields({ draft, set }: Props) {
  const t = useTranslations('recipe');
  return (
    <fieldset className="flex flex-col gap-3 sm:col-span-2">
      <legend className="mb-1.5 text-sm font-medium">{t('setting.losses')}</legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
        {lossNames.map((name) => (
          <Field key={name} label={t(`loss.${name}`)}>
            <Input
              name={name}
              inputMode="decimal"
              value={draft.losses[name]}
              onChange={(event) => set({ losses: { ...draft.losses, [name]: event.target.value } })}
            />
          </Field>
        ))}
      </div>
      <p className="text-xs text-ink-2">{t('help.losses')}</p>
      <Switch
        checked={draft.masked}
        onChange={(masked) => set({ masked })}
        label={t('setting.masked')}
        help={t('help.masked')}
      />
      {draft.masked && <NumberField name="outsidePercent" draft={draft} set={set} />}
    </fieldset>
  );
}
