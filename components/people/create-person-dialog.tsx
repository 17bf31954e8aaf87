'use client';
/** Asks for a name and goes on to the new person's page, where consent comes next. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useCreatePerson } from './use-people.ts';

export function CreatePersonDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('people');
  const router = useRouter();
  const [name, setName] = useState('');
  const create = useCreatePerson();
  const submit = () =>
    create.mutate(name, {
      onSuccess: (person) => {
        onOpenChange(false);
        setName('');
        router.push(`/people/${person.id}`);
      },
    });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('add')} description={t('addText')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
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
        {create.error && <Problem error={create.error} />}
        <Button look="primary" type="submit" disabled={create.isPending || name.trim() === ''} className="self-end">
          {t('create')}
        </Button>
      </form>
    </Dialog>
  );
}
