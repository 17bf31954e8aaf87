'use client';
/** The run's model as a file for another studio. */
import { Download, PackageOpen } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button, ButtonAnchor } from '#components/ui/button.tsx';
import { Section } from '#components/ui/card.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Cell, HeaderCell, Table } from '#components/ui/table.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { RunView } from '#core/contract/run.ts';
import { useSharedModels, useShareModel } from './use-shared-models.ts';

export function SharedModels({ run }: { run: RunView }) {
  const t = useTranslations('sharedModels');
  const training = useTranslations('training');
  const units = useUnits();
  const notify = useNotify();
  const [withPictures, setWithPictures] = useState(true);
  const { files, isWriting, failure } = useSharedModels(run.id);
  const share = useShareModel(run.id);
  return (
    <Section title={t('title')} description={t('text')}>
      <Switch
        checked={withPictures}
        onChange={setWithPictures}
        label={t('withPictures')}
        help={t('withPicturesHelp')}
      />
      <Button
        size="small"
        className="self-start"
        disabled={isWriting || share.isPending}
        onClick={() => share.mutate({ withPictures }, { onError: notify.failed })}
      >
        <PackageOpen aria-hidden />
        {t('write')}
      </Button>
      {failure && !isWriting && <Problem error={failure} />}
      {files.length === 0 ? (
        <p className="text-sm text-ink-2">{t(isWriting ? 'writing' : 'none')}</p>
      ) : (
        <Table>
          <thead>
            <tr>
              <HeaderCell>{training('figure.iteration')}</HeaderCell>
              <HeaderCell>{t('fact.file')}</HeaderCell>
              <HeaderCell className="text-right">{training('size')}</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {files.map(({ iteration, sizeBytes }) => (
              <tr key={iteration}>
                <Cell>{units.number(iteration)}</Cell>
                <Cell>
                  <ButtonAnchor look="quiet" size="small" href={mediaUrls.sharedModel(run.id, iteration)} download>
                    <Download aria-hidden />
                    {t('download')}
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
