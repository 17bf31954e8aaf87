'use client';
/** Says whose face a model of others shows: somebody of this studio, whose consent holds. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { usePersons } from '#components/people/use-people.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Select } from '#components/ui/select.tsx';
import type { DfmModelView } from '#core/contract/dfm-model.ts';
import { useNameDfmPerson } from './use-dfm-models.ts';

export function NamePersonForm({ model, onNamed }: { model: DfmModelView; onNamed: () => void }) {
  const t = useTranslations('otherModels');
  const consent = useTranslations('consent');
  const { data: persons = [] } = usePersons();
  const [personId, setPersonId] = useState(model.person?.id ?? null);
  const name = useNameDfmPerson();
  if (!persons.some((person) => person.consent === 'active'))
    return (
      <ButtonLink size="small" href="/people" className="self-start">
        {t('toPeople')}
      </ButtonLink>
    );
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (personId !== null) name.mutate({ id: model.id, personId }, { onSuccess: onNamed });
      }}
    >
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-48 flex-1">
          <Select
            className="w-full"
            label={t('who', { name: model.name })}
            placeholder={t('choosePerson')}
            value={personId}
            onChange={setPersonId}
            items={persons.map((person) => ({
              value: person.id,
              label: person.name,
              note: consent(`standing.${person.consent}`),
              disabled: person.consent !== 'active',
            }))}
          />
        </div>
        <Button type="submit" disabled={personId === null || name.isPending}>
          {t('name')}
        </Button>
      </div>
      {name.error && <Problem error={name.error} />}
    </form>
  );
}
