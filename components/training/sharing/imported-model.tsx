'use client';
/** A run that came as a file: what the file said, and what may be done with it. */
import { Waypoints } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { RunBadge } from '#components/training/run-badge.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card, Section } from '#components/ui/card.tsx';
import { Facts } from '#components/ui/facts.tsx';
import type { ImportedModel as Imported } from '#core/contract/model-card.ts';
import type { RunView } from '#core/contract/run.ts';
import { ModelCardFacts } from './model-card-facts.tsx';

/** In the place of start and stop. */
export function ImportedControls({ run }: { run: RunView }) {
  const t = useTranslations('sharedModels');
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <ButtonLink href={`/training?new&from=${run.id}&model=${run.settings.architecture}`}>
          <Waypoints aria-hidden />
          {t('beginWith')}
        </ButtonLink>
        <div className="ml-auto">
          <RunBadge state={run.state} />
        </div>
      </div>
      <p className="max-w-prose text-sm text-ink-2">{t('notice')}</p>
    </div>
  );
}

export function ImportedModel({ imported }: { imported: Imported }) {
  const t = useTranslations('sharedModels');
  const units = useUnits();
  const { card, fileName, importedAt, sha256 } = imported;
  return (
    <Section title={t('card')} description={t('cardText', { madeBy: card.madeBy, date: units.dateTime(card.madeAt) })}>
      <Card className="flex flex-col gap-5 p-4">
        <Facts
          facts={[
            { name: t('fact.file'), value: fileName },
            { name: t('fact.digest'), value: <code className="font-mono text-xs break-all">{sha256}</code> },
            { name: t('fact.imported'), value: units.dateTime(importedAt) },
          ]}
        />
        <ModelCardFacts card={card} />
      </Card>
    </Section>
  );
}
