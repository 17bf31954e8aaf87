'use client';
/** Another name for the same person. */
import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import type { PersonView } from '#core/contract/person.ts';
import { PersonNameForm } from './person-name-form.tsx';
import { useRenamePerson } from './use-people.ts';

export function RenamePersonDialog({ person, onClose }: { person: PersonView; onClose: () => void }) {
  const t = useTranslations('people');
  const rename = useRenamePerson(person.id);
  return (
    <Dialog open onOpenChange={onClose} title={t('rename')}>
      <PersonNameForm
        name={person.name}
        action={t('save')}
        isPending={rename.isPending}
        error={rename.error}
        onSubmit={(name) => rename.mutate(name, { onSuccess: onClose })}
      />
    </Dialog>
  );
}
