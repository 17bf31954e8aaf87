'use client';
/** What the training has cost and costs by the hour, at a price that whoever pays it sets once. */
import { useTranslations } from 'next-intl';
import { Section } from '#components/ui/card.tsx';
import { Facts } from '#components/ui/facts.tsx';
import type { RunView } from '#core/contract/run.ts';
import { CostChoice, CostFields, useCost } from './use-cost.tsx';

export function RunCost({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const cost = useCost();
  return (
    <Section title={t('cost.title')} description={t('cost.text')} actions={<CostChoice cost={cost} />}>
      <CostFields cost={cost} />
      <Facts
        facts={[
          { name: t('cost.soFar'), value: cost.of(run.trainedSeconds) },
          { name: t('cost.anHour'), value: cost.of(3600) },
        ]}
      />
    </Section>
  );
}
