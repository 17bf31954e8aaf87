'use client';
/** Settings of a run changed after it was begun, also while it trains. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { changeRun, type RunView } from '#core/contract/run.ts';
import { isRunActive } from '#core/studio/run-states.ts';
import { AugmentationFields } from './augmentation-fields.tsx';
import { readRecipe, recipeDraftOf } from './recipe-draft.ts';
import { ChangeableRecipeFields } from './recipe-fields.tsx';
import { ShownFacesField } from './shown-faces-field.tsx';
import { useChangeRun } from './use-runs.ts';

const names = ['learningRate', 'batchSize', 'previewEvery', 'checkpointEverySeconds'] as const;
type Name = (typeof names)[number];

export function ChangeRunDialog({ run, onClose }: { run: RunView; onClose: () => void }) {
  const t = useTranslations('training');
  const change = useChangeRun(run.id);
  const [draft, setDraft] = useState(
    () => Object.fromEntries(names.map((name) => [name, String(run.settings[name])])) as Record<Name, string>,
  );
  const [recipe, setRecipe] = useState(() => recipeDraftOf(run.settings));
  const [augmentation, setAugmentation] = useState(run.settings.augmentation);
  const [shownFaces, setShownFaces] = useState(run.settings.shownFaces);
  const { schedule, losses } = readRecipe(recipe);
  const numbers = Object.fromEntries(names.map((name) => [name, Number(draft[name])]));
  const read = changeRun.safeParse({ ...numbers, schedule, losses, augmentation, shownFaces });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('change.title')}
      description={isRunActive(run.state) ? t('change.atWork') : t('change.later')}
      wide
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (read.success) change.mutate(read.data, { onSuccess: onClose });
        }}
      >
        <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
          {names.map((name) => (
            <Field key={name} label={t(`setting.${name}`)} help={t(`settingHelp.${name}`)}>
              <Input
                name={name}
                inputMode="decimal"
                value={draft[name]}
                onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
              />
            </Field>
          ))}
        </div>
        <ChangeableRecipeFields draft={recipe} set={(changed) => setRecipe({ ...recipe, ...changed })} />
        <AugmentationFields
          personA={run.personA.id}
          personB={run.personB.id}
          augmentation={augmentation}
          set={setAugmentation}
        />
        <ShownFacesField
          personA={run.personA}
          personB={run.personB}
          division={{ runId: run.id }}
          wish={shownFaces}
          set={setShownFaces}
        />
        {!read.success && (
          <p className="text-sm text-bad">
            {t('wrongSettings', { fields: read.error.issues.map((issue) => issue.path.join('.')).join(', ') })}
          </p>
        )}
        {change.error && <Problem error={change.error} />}
        <Button look="primary" type="submit" className="self-end" disabled={!read.success || change.isPending}>
          {t('change.action')}
        </Button>
      </form>
    </Dialog>
  );
}
