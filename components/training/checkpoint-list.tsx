'use client';
/** The saved states of a run: what each is kept for, how good it is, and what is wrong with one whose file is not right. */
import { Bookmark, History, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Section } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Cell, HeaderCell, Table } from '#components/ui/table.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { CheckpointView, RunView } from '#core/contract/run.ts';
import { isRunActive } from '#core/studio/run-states.ts';
import { NameCheckpointDialog } from './name-checkpoint-dialog.tsx';
import { useGoBack, useRemoveCheckpoint } from './use-runs.ts';

export function CheckpointList({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const notify = useNotify();
  const goBack = useGoBack(run.id);
  const newestFirst = run.checkpoints.toSorted((left, right) => right.iteration - left.iteration);
  const [naming, setNaming] = useState<CheckpointView | null>(null);
  const [leaving, setLeaving] = useState<CheckpointView | null>(null);
  const [removing, setRemoving] = useState<CheckpointView | null>(null);
  const remove = useRemoveCheckpoint(run.id);
  const goesOnFrom = newestFirst.find(({ isLeft, fault }) => !isLeft && fault === null);
  return (
    <Section title={t('checkpoints')} description={t('checkpointsText')}>
      {newestFirst.length === 0 ? (
        <p className="text-sm text-ink-2">{t('noCheckpoints')}</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <HeaderCell>{t('figure.iteration')}</HeaderCell>
              <HeaderCell className="max-sm:hidden">{t('saved')}</HeaderCell>
              <HeaderCell className="text-right">{t('heldOutErrorShort')}</HeaderCell>
              <HeaderCell className="text-right">{t('size')}</HeaderCell>
              <HeaderCell className="w-8">
                <span className="sr-only">{t('keep')}</span>
              </HeaderCell>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((checkpoint) => (
              <CheckpointRow
                key={checkpoint.id}
                checkpoint={checkpoint}
                onName={() => setNaming(checkpoint)}
                onGoBack={isEarlier(run, checkpoint) ? () => setLeaving(checkpoint) : undefined}
                onRemove={checkpoint === goesOnFrom ? undefined : () => setRemoving(checkpoint)}
              />
            ))}
          </tbody>
        </Table>
      )}
      {naming && <NameCheckpointDialog runId={run.id} checkpoint={naming} onClose={() => setNaming(null)} />}
      {leaving && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setLeaving(null)}
          title={t('goBack.title', { iteration: leaving.iteration })}
          description={t(isRunActive(run.state) ? 'goBack.atWork' : 'goBack.later', {
            iteration: leaving.iteration,
            reached: run.iteration,
          })}
          action={t('goBack.action')}
          onConfirm={() => goBack.mutate(leaving.id, { onError: notify.failed })}
        />
      )}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={t('removeState.title', { iteration: removing.iteration })}
          description={t('removeState.text')}
          action={t('removeState.action')}
          onConfirm={() => remove.mutate(removing.id, { onError: notify.failed })}
        />
      )}
    </Section>
  );
}

/** There is something after it that would be left. */
const isEarlier = (run: RunView, { iteration, isLeft, fault }: CheckpointView): boolean =>
  !isLeft && fault === null && iteration < run.iteration;

interface RowProps {
  checkpoint: CheckpointView;
  onName: () => void;
  onGoBack: (() => void) | undefined;
  onRemove: (() => void) | undefined;
}

function CheckpointRow({ checkpoint, onName, onGoBack, onRemove }: RowProps) {
  const t = useTranslations('training');
  const units = useUnits();
  const { iteration, createdAt, heldOutError, sizeBytes } = checkpoint;
  return (
    <tr>
      <Cell>
        <span className="flex flex-wrap items-center gap-2">
          {units.number(iteration)}
          <Standing checkpoint={checkpoint} />
        </span>
      </Cell>
      <Cell className="text-ink-2 max-sm:hidden">{units.dateTime(createdAt)}</Cell>
      <Cell className="text-right text-ink-2">{heldOutError === null ? '–' : units.number(heldOutError, 3)}</Cell>
      <Cell className="text-right text-ink-2">{units.bytes(sizeBytes)}</Cell>
      <Cell className="text-right whitespace-nowrap">
        {onGoBack && (
          <IconButton label={t('goBack.label')} onClick={onGoBack}>
            <History aria-hidden />
          </IconButton>
        )}
        <IconButton label={t('keep')} onClick={onName}>
          <Bookmark aria-hidden className={checkpoint.kind === 'snapshot' ? 'fill-current' : undefined} />
        </IconButton>
        {onRemove && (
          <IconButton label={t('removeState.action')} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </Cell>
    </tr>
  );
}

function Standing({ checkpoint: { kind, name, fault, isLeft } }: { checkpoint: CheckpointView }) {
  const t = useTranslations('training');
  return (
    <>
      {fault && <Badge tone="bad">{t(`fault.${fault}`)}</Badge>}
      {isLeft && <Badge tone="neutral">{t('left')}</Badge>}
      {kind === 'best' && !isLeft && <Badge tone="good">{t('best')}</Badge>}
      {kind === 'snapshot' && <Badge tone="accent">{name}</Badge>}
    </>
  );
}
