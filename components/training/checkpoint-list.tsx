'use client';
/** The saved states of a run. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { Section } from '#components/ui/card.tsx';
import { Cell, HeaderCell, Table } from '#components/ui/table.tsx';
import type { RunView } from '#core/contract/run.ts';

export function CheckpointList({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  const newestFirst = run.checkpoints.toSorted((left, right) => right.iteration - left.iteration);
  return (
    <Section title={t('checkpoints')} description={t('checkpointsText')}>
      {newestFirst.length === 0 ? (
        <p className="text-sm text-ink-2">{t('noCheckpoints')}</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <HeaderCell>{t('figure.iteration')}</HeaderCell>
              <HeaderCell>{t('saved')}</HeaderCell>
              <HeaderCell className="text-right">{t('size')}</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((checkpoint) => (
              <tr key={checkpoint.id}>
                <Cell>{units.number(checkpoint.iteration)}</Cell>
                <Cell className="text-ink-2">{units.dateTime(checkpoint.createdAt)}</Cell>
                <Cell className="text-right text-ink-2">{units.bytes(checkpoint.sizeBytes)}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
