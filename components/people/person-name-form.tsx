'use client';
/** Asks for a person's name, new or changed, in the dialog around it. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';

interface Props {
  name?: string;
  action: string;
  isPending: boolean;
  error: Error | null;
  onSubmit: (name: string) => void;
}

export function PersonNameForm({ name: before = '', action, isPending, error, onSubmit }: Props) {
  const t = useTranslations('people');
  const [name, setName] = useState(before);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(name);
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
      {error && <Problem error={error} />}
      <Button look="primary" type="submit" disabled={isPending || name.trim() === ''} className="self-end">
        {action}
      </Button>
    </form>
  );
}
