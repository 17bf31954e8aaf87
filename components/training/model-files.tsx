'use client';
/** The run's model as files for other programs. */
import { Box, Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button, ButtonAnchor } from '#components/ui/button.tsx';
import { Section } from '#components/ui/card.tsx';
import { Cell, HeaderCell, Table } from '#components/ui/table.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { RunView } from '#core/contract/run.ts';
import { useModelExports, useWriteModel } from './use-model-exports.ts';

export function ModelFiles({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  const notify = useNotify();
  const { files, isWriting } = useModelExports(run.id);
  const write = useWriteModel(run.id);
  const names = { a: run.personA.name, b: run.personB.name };
  return (
    <Section title={t('models')} description={t('modelsText')}>
      <div className="flex flex-wrap gap-2">
        {(['a', 'b'] as const).map((to) => (
          <Button
            key={to}
            size="small"
            disabled={isWriting || write.isPending}
            onClick={() => write.mutate(to, { onError: notify.failed })}
          >
            <Box aria-hidden />
            {t('writeModel')}: {t('modelOf', { name: names[to] })}
          </Button>
        ))}
      </div>
      {files.length === 0 ? (
        <p className="text-sm text-ink-2">{t(isWriting ? 'writing' : 'noModels')}</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <HeaderCell>{t('figure.iteration')}</HeaderCell>
              <HeaderCell>{t('models')}</HeaderCell>
              <HeaderCell className="text-right">{t('size')}</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {files.map(({ iteration, to, sizeBytes }) => (
              <tr key={`${iteration}-${to}`}>
                <Cell>{units.number(iteration)}</Cell>
                <Cell>
                  <ButtonAnchor look="quiet" size="small" href={mediaUrls.modelExport(run.id, iteration, to)} download>
                    <Download aria-hidden />
                    {t('modelOf', { name: names[to] })}
                  </ButtonAnchor>
                </Cell>
                <Cell className="text-right text-ink-2">{units.bytes(sizeBytes)}</Cell>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
