'use client';
/** Another name for the same person. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import type { PersonView } from '#core/contract/person.ts';
import { useRenamePerson } from './use-people.ts';

export function RenamePersonDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const t = useTranslations('people');
  const [name, setName] = useState(person.name);
  const rename = useRenamePerson(person.id);
  return (
    <Dialog open onOpenChange={onClose} title={t('rename')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(name, { onSuccess: onClose });
        }}
      >
        <Field label={t('name')}>
          <Input
            name="name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            required
            maxLength={120}
            autoFocus
            autoComplete="off"
          />
        </Field>
        {rename.error && <Problem error={rename.error} />}
        <Button look="primary" type="submit" disabled={rename.isPending || name.trim() === ''} className="self-end">
          {t('save')}
        </Button>
      </form>
    </Dialog>
  );
}
