'use client';
/** A new training: which two people, how long, and, folded away, how exactly. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { CoverageNote } from '#components/coverage/coverage-note.tsx';
import { usePersons } from '#components/people/use-people.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ChoiceField, Field, Input } from '#components/ui/field.tsx';
import { Fold } from '#components/ui/fold.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { defaultArchitecture, withRecommended } from '#core/autoencoder/architectures/recommended.ts';
import type { Augmentation } from '#core/contract/augmentation.ts';
import type { PersonView } from '#core/contract/person.ts';
import { type RunSettings, runSettings, type WantedPrecision, wantedPrecision } from '#core/contract/run.ts';
import { AugmentationFields } from './augmentation-fields.tsx';
import { ForecastPanel } from './forecast-panel.tsx';
import { MorePeopleField } from './more-people-field.tsx';
import type { OfferedModel } from './offered-models.ts';
import { isOffered, offeredModels } from './offered-models.ts';
import type { RecipeDraft } from './recipe-draft.ts';
import { readRecipe, recipeDraftOf } from './recipe-draft.ts';
import { RecipeFields } from './recipe-fields.tsx';
import { ShownFacesField } from './shown-faces-field.tsx';
import { StartFromField } from './start-from-field.tsx';
import { useCreateRun } from './use-runs.ts';

const plain = runSettings.parse({});
const batchSizes = ['8', '16', '32', '64'] as const;
/** What the experiment found enough for a small job. */
const fewFaces = 300;

type Limit = 'none' | 'minutes' | 'iterations';

interface Draft {
  a: string | null;
  b: string | null;
  architecture: OfferedModel;
  batchSize: (typeof batchSizes)[number];
  precision: WantedPrecision;
  limit: Limit;
  limitAmount: string;
  learningRate: string;
  previewEvery: string;
  checkpointEverySeconds: string;
  seed: string;
  recipe: RecipeDraft;
  augmentation: Augmentation;
  startFrom: RunSettings['startFrom'];
  morePeople: RunSettings['morePeople'];
  shownFaces: RunSettings['shownFaces'];
}

/** The settings that suit a model. */
const modelDraft = (
  architecture: OfferedModel,
): Pick<Draft, 'architecture' | 'batchSize' | 'learningRate' | 'previewEvery' | 'recipe' | 'augmentation'> => {
  const settings = withRecommended({ architecture });
  const batchSize = batchSizes.find((size) => Number(size) === settings.batchSize) ?? '16';
  return {
    architecture,
    batchSize,
    learningRate: String(settings.learningRate),
    previewEvery: String(settings.previewEvery),
    recipe: recipeDraftOf(settings),
    augmentation: settings.augmentation,
  };
};

const offered = (model: string | null): OfferedModel => {
  const wanted = model ?? defaultArchitecture;
  return isOffered(wanted) ? wanted : 'original';
};

const newDraft = ({ from, model }: BeginWith): Draft => ({
  a: null,
  b: null,
  ...modelDraft(offered(model)),
  precision: plain.precision,
  limit: 'none',
  limitAmount: '60',
  checkpointEverySeconds: String(plain.checkpointEverySeconds),
  seed: String(plain.seed),
  startFrom: from === null ? null : { runId: from, parts: ['encoder', 'inter'] },
  morePeople: plain.morePeople,
  shownFaces: plain.shownFaces,
});

const readDraft = (draft: Draft) =>
  runSettings.safeParse({
    // What is not asked here is as it suits the model.
    ...withRecommended({ architecture: draft.architecture }),
    ...readRecipe(draft.recipe),
    augmentation: draft.augmentation,
    startFrom: draft.startFrom,
    morePeople: draft.morePeople,
    shownFaces: draft.shownFaces,
    architecture: draft.architecture,
    batchSize: Number(draft.batchSize),
    precision: draft.precision,
    learningRate: Number(draft.learningRate),
    previewEvery: Number(draft.previewEvery),
    checkpointEverySeconds: Number(draft.checkpointEverySeconds),
    seed: Number(draft.seed),
    maxIterations: draft.limit === 'iterations' ? Number(draft.limitAmount) : null,
    maxMinutes: draft.limit === 'minutes' ? Number(draft.limitAmount) : null,
  });

/** What was chosen of other people's faces goes when the pair changes. */
const ofOldPair = { shownFaces: plain.shownFaces, morePeople: plain.morePeople };

interface BeginWith {
  /** The run whose weights it is to begin with, and its model. */
  readonly from: string | null;
  readonly model: string | null;
}

interface Props extends BeginWith {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CreateRunDialog({ open, onOpenChange, from, model }: Props) {
  const t = useTranslations('training');
  const router = useRouter();
  const { data: persons = [] } = usePersons();
  const [draft, setDraft] = useState(() => newDraft({ from, model }));
  const create = useCreateRun();
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const settings = readDraft(draft);
  const chosen = [draft.a, draft.b].map((id) => persons.find((person) => person.id === id));
  const trainedOn = [draft.a, draft.b, ...draft.morePeople.a, ...draft.morePeople.b];
  const submit = () => {
    if (!draft.a || !draft.b || !settings.success) return;
    create.mutate(
      { personAId: draft.a, personBId: draft.b, settings: settings.data },
      { onSuccess: (run) => router.push(`/training/${run.id}`) },
    );
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('create')} description={t('createText')} wide>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
          <PersonField
            label={t('personA')}
            persons={persons}
            other={draft.b}
            value={draft.a}
            onChange={(a) => set({ a, ...ofOldPair })}
          />
          <PersonField
            label={t('personB')}
            persons={persons}
            other={draft.a}
            value={draft.b}
            onChange={(b) => set({ b, ...ofOldPair })}
          />
        </div>
        {chosen.some((person) => person && person.faces.kept < fewFaces) && (
          <p className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">{t('fewFaces', { count: fewFaces })}</p>
        )}
        {draft.a && draft.b && <CoverageNote personA={draft.a} personB={draft.b} />}
        <ModelField draft={draft} set={set} />
        <StartFromField value={draft.startFrom} onChange={(startFrom) => set({ startFrom })} />
        <MorePeopleField
          persons={persons}
          chosen={{ a: draft.a, b: draft.b }}
          value={draft.morePeople}
          onChange={(morePeople) => set({ morePeople })}
        />
        <LimitField draft={draft} set={set} />
        <Advanced draft={draft} set={set} />
        <RecipeFields draft={draft.recipe} set={(change) => set({ recipe: { ...draft.recipe, ...change } })} />
        <AugmentationFields
          personA={draft.a}
          personB={draft.b}
          augmentation={draft.augmentation}
          set={(augmentation) => set({ augmentation })}
        />
        <ShownFacesField
          personA={chosen[0] ?? null}
          personB={chosen[1] ?? null}
          division={{ heldOutShare: plain.heldOutShare, seed: settings.data?.seed ?? plain.seed }}
          wish={draft.shownFaces}
          set={(shownFaces) => set({ shownFaces })}
        />
        <ForecastPanel
          settings={settings.success ? settings.data : null}
          faces={trainedOn.reduce((sum, id) => sum + (persons.find((person) => person.id === id)?.faces.kept ?? 0), 0)}
        />
        {!settings.success && (
          <p className="text-sm text-bad">
            {t('wrongSettings', { fields: settings.error.issues.map((issue) => issue.path.join('.')).join(', ') })}
          </p>
        )}
        {create.error && <Problem error={create.error} />}
        <Button
          look="primary"
          type="submit"
          className="self-end"
          disabled={!draft.a || !draft.b || !settings.success || create.isPending}
        >
          {t('createAction')}
        </Button>
      </form>
    </Dialog>
  );
}

interface PersonFieldProps {
  label: string;
  persons: readonly PersonView[];
  other: string | null;
  value: string | null;
  onChange: (id: string) => void;
}

function PersonField({ label, persons, other, value, onChange }: PersonFieldProps) {
  const t = useTranslations('training');
  const consent = useTranslations('consent');
  return (
    <Field label={label}>
      <Select
        label={label}
        placeholder={t('choosePerson')}
        value={value}
        onChange={onChange}
        items={persons.map((person) => ({
          value: person.id,
          label: person.name,
          note:
            person.consent === 'active'
              ? t('keptFaces', { count: person.faces.kept })
              : consent(`standing.${person.consent}`),
          disabled: person.id === other || person.consent !== 'active' || person.faces.kept === 0,
        }))}
      />
    </Field>
  );
}

interface PartProps {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
}

function ModelField({ draft, set }: PartProps) {
  const t = useTranslations('training');
  return (
    <Field label={t('setting.architecture')} help={t(`architectureHelp.${draft.architecture}`)}>
      <Select<OfferedModel>
        label={t('setting.architecture')}
        value={draft.architecture}
        onChange={(architecture) => set(modelDraft(architecture))}
        items={offeredModels.map((value) => ({
          value,
          label: t(`architecture.${value}`),
          note: t(`architectureHelp.${value}`),
        }))}
      />
    </Field>
  );
}

function LimitField({ draft, set }: PartProps) {
  const t = useTranslations('training');
  return (
    <div className="flex flex-wrap items-end gap-3">
      <ChoiceField label={t('limit')} help={draft.limit === 'none' ? t('limitHelp') : undefined}>
        <Segmented<Limit>
          label={t('limit')}
          value={draft.limit}
          onChange={(limit) => set({ limit, limitAmount: limit === 'iterations' ? '2000' : '60' })}
          choices={(['none', 'minutes', 'iterations'] as const).map((value) => ({
            value,
            label: t(`limits.${value}`),
          }))}
          className="self-start"
        />
      </ChoiceField>
      {draft.limit !== 'none' && (
        <Input
          type="number"
          min={1}
          name="limitAmount"
          aria-label={t(`limits.${draft.limit}`)}
          value={draft.limitAmount}
          onChange={(event) => set({ limitAmount: event.target.value })}
          className="w-28"
        />
      )}
    </div>
  );
}

function Advanced({ draft, set }: PartProps) {
  const t = useTranslations('training');
  const number = (name: 'learningRate' | 'previewEvery' | 'checkpointEverySeconds' | 'seed') => (
    <Field label={t(`setting.${name}`)} help={t(`settingHelp.${name}`)}>
      <Input
        name={name}
        inputMode="decimal"
        value={draft[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <Fold title={t('advanced')}>
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        <ChoiceField label={t('setting.batchSize')} help={t('settingHelp.batchSize')}>
          <Segmented
            label={t('setting.batchSize')}
            value={draft.batchSize}
            onChange={(batchSize) => set({ batchSize })}
            choices={batchSizes.map((value) => ({ value, label: value }))}
            className="self-start"
          />
        </ChoiceField>
        <ChoiceField label={t('setting.precision')} help={t('settingHelp.precision')}>
          <Segmented
            label={t('setting.precision')}
            value={draft.precision}
            onChange={(precision) => set({ precision })}
            choices={wantedPrecision.options.map((value) => ({ value, label: t(`precisionName.${value}`) }))}
            className="self-start"
          />
        </ChoiceField>
        {number('previewEvery')}
        {number('checkpointEverySeconds')}
        {number('learningRate')}
        {number('seed')}
      </div>
    </Fold>
  );
}
