'use client';
/** Which two people, whose face is drawn, and on which clip. */
import { useTranslations } from 'next-intl';
import { useDirectionWords } from '#components/conversions/use-direction-words.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { useClips } from '#components/people/clips/use-clips.ts';
import { usePersons } from '#components/people/use-people.ts';
import { ChoiceField, Field } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import type { PersonView } from '#core/contract/person.ts';
import type { CoverageChoice } from './coverage-address.ts';

interface Props {
  choice: CoverageChoice;
  onChange: (change: Partial<CoverageChoice>) => void;
}

export function CoverageChooser({ choice, onChange }: Props) {
  const t = useTranslations('coverage');
  const training = useTranslations('training');
  const { data: persons = [] } = usePersons();
  const personOf = (id: string | null) => persons.find((person) => person.id === id);
  const [a, b] = [personOf(choice.a), personOf(choice.b)];
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-prose text-sm text-pretty text-ink-2">{t('text')}</p>
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2 xl:grid-cols-3">
        <PersonField
          label={training('personA')}
          persons={persons}
          other={choice.b}
          value={choice.a}
          onChange={(id) => onChange({ a: id })}
        />
        <PersonField
          label={training('personB')}
          persons={persons}
          other={choice.a}
          value={choice.b}
          onChange={(id) => onChange({ b: id })}
        />
        {a && b && <TargetField performer={choice.to === 'b' ? a : b} choice={choice} onChange={onChange} />}
      </div>
      {a && b && <DirectionField a={a} b={b} choice={choice} onChange={onChange} />}
    </div>
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
          note: t('keptFaces', { count: person.faces.kept }),
          disabled: person.id === other,
        }))}
      />
    </Field>
  );
}

function DirectionField({ a, b, choice, onChange }: Props & { a: PersonView; b: PersonView }) {
  const t = useTranslations('conversions');
  const words = useDirectionWords();
  const names = { personAName: a.name, personBName: b.name };
  return (
    <ChoiceField label={t('directionLabel')}>
      <Segmented
        label={t('directionLabel')}
        value={choice.to}
        onChange={(to) => onChange({ to })}
        className="self-start max-sm:flex-col"
        choices={[
          { value: 'b', label: words(names, 'b') },
          { value: 'a', label: words(names, 'a') },
        ]}
      />
    </ChoiceField>
  );
}

/** In the place of a clip's id: all faces of the performer. */
const everything = 'all';

function TargetField({ performer, choice, onChange }: Props & { performer: PersonView }) {
  const t = useTranslations('coverage');
  const units = useUnits();
  const { data: clips = [] } = useClips(performer.id);
  return (
    <Field label={t('target')}>
      <Select
        label={t('target')}
        value={choice.clip ?? everything}
        onChange={(value) => onChange({ clip: value === everything ? null : value })}
        items={[
          { value: everything, label: t('targetAll', { name: performer.name }) },
          ...clips
            .filter((clip) => clip.extractedAt !== null)
            .map((clip) => ({
              value: clip.id,
              label: clip.name,
              note: clip.facts ? units.clock(clip.facts.durationSeconds) : undefined,
            })),
        ]}
      />
    </Field>
  );
}
