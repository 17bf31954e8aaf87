'use client';
/** A name for the settings that are set now. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { inputStyle } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import type { LookSettings } from '#core/contract/look-preset.ts';
import { useSaveLook } from './use-look-presets.ts';

interface Props {
  look: LookSettings;
  onDone: () => void;
  onSaved: () => void;
}

/** No form of its own: it stands in one already. */
export function SaveLookForm({ look, onDone, onSaved }: Props) {
  const t = useTranslations('looks');
  const common = useTranslations('common');
  const save = useSaveLook();
  const [name, setName] = useState('');
  const submit = () => {
    const saved = () => {
      onSaved();
      onDone();
    };
    if (name.trim()) save.mutate({ name: name.trim(), look }, { onSuccess: saved });
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex gap-2">
        <input
          aria-label={t('name')}
          placeholder={t('name')}
          value={name}
          maxLength={60}
          // biome-ignore lint/a11y/noAutofocus: somebody has just asked to name it
          autoFocus
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            submit();
          }}
          className={`${inputStyle} h-8`}
        />
        <Button onClick={submit} disabled={name.trim() === '' || save.isPending}>
          {t('save')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {common('cancel')}
        </Button>
      </div>
      {save.error && <Problem error={save.error} />}
    </div>
  );
}
