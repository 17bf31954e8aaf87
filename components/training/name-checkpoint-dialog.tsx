'use client';
/** A name for a saved state: with one it is kept for ever. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { CheckpointView } from '#core/contract/run.ts';
import { useNameCheckpoint } from './use-runs.ts';

interface Props {
  runId: string;
  checkpoint: CheckpointView;
  onClose: () => void;
}

export function NameCheckpointDialog({ runId, checkpoint, onClose }: Props) {
  const t = useTranslations('training');
  const notify = useNotify();
  const [name, setName] = useState(checkpoint.name ?? '');
  const naming = useNameCheckpoint(runId);
  const give = (given: string | null) =>
    naming.mutate({ checkpointId: checkpoint.id, name: given }, { onSuccess: onClose, onError: notify.failed });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('keepTitle')} description={t('keepText')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          give(name.trim());
        }}
      >
        <Field label={t('name')}>
          <Input autoFocus maxLength={80} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          {checkpoint.kind === 'snapshot' && (
            <Button type="button" disabled={naming.isPending} onClick={() => give(null)}>
              {t('letGo')}
            </Button>
          )}
          <Button type="submit" look="primary" disabled={naming.isPending || name.trim() === ''}>
            {t('keep')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
