'use client';
/** How many faces are to stay when the shown ones are thinned to those that cover poses and expressions best. */
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';

interface Props {
  /** Faces shown now. */
  count: number;
  onThin: (keep: number) => void;
  onClose: () => void;
}

/** More than some thousand faces of one person add little to a training. */
const usual = 3000;

export function ThinDialog({ count, onThin, onClose }: Props) {
  const t = useTranslations('faces');
  const [text, setText] = useState(String(Math.min(usual, Math.max(1, Math.floor(count / 2)))));
  const keep = Number(text);
  const valid = Number.isInteger(keep) && keep >= 1 && keep < count;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!valid) return;
    onThin(keep);
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={t('thin')} description={t('thinText', { count })}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('thinKeep')} error={text !== '' && !valid ? t('thinWrong', { count }) : undefined}>
          <Input
            type="number"
            inputMode="numeric"
            min={1}
            max={Math.max(1, count - 1)}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" look="primary" disabled={!valid} className="self-end">
          {t('thinDo')}
        </Button>
      </form>
    </Dialog>
  );
}
