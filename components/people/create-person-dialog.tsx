'use client';
/** Asks for a name and goes on to the new person's page, where consent comes next. */
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { PersonNameForm } from './person-name-form.tsx';
import { useCreatePerson } from './use-people.ts';

export function CreatePersonDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('people');
  const router = useRouter();
  const create = useCreatePerson();
  const submit = (name: string) =>
    create.mutate(name, {
      onSuccess: (person) => {
        onOpenChange(false);
        router.push(`/people/${person.id}`);
      },
    });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('add')} description={t('addText')}>
      <PersonNameForm action={t('create')} isPending={create.isPending} error={create.error} onSubmit={submit} />
    </Dialog>
  );
}
