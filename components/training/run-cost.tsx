'use client';
/** What the training has cost and costs by the hour, at a price that whoever pays it sets once. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Section } from '#components/ui/card.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { Field, Input } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { useStoredNumber } from '#components/ui/use-stored-number.ts';
import type { RunView } from '#core/contract/run.ts';
import { costOf, pricePerHour } from '#core/studio/run-cost.ts';

export function RunCost({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  const [by, setBy] = useState<'power' | 'rent'>('power');
  const [watts, setWatts] = useStoredNumber('understudy-cost-watts', 0);
  const [pricePerKwh, setPricePerKwh] = useStoredNumber('understudy-cost-kwh', 0);
  const [rent, setRent] = useStoredNumber('understudy-cost-rent', 0);
  const basis = by === 'power' ? { by, watts, pricePerKwh } : { by, pricePerHour: rent };
  const isSet = pricePerHour(basis) > 0;
  const money = (value: number) => (isSet ? units.number(value, 2) : '–');
  return (
    <Section
      title={t('cost.title')}
      description={t('cost.text')}
      actions={
        <Segmented
          label={t('cost.by')}
          value={by}
          onChange={setBy}
          choices={(['power', 'rent'] as const).map((value) => ({ value, label: t(`cost.${value}`) }))}
        />
      }
    >
      <div className="grid grid-cols-2 gap-4">
        {by === 'power' ? (
          <>
            <NumberField label={t('cost.watts')} value={watts} onChange={setWatts} />
            <NumberField label={t('cost.perKwh')} value={pricePerKwh} onChange={setPricePerKwh} />
          </>
        ) : (
          <NumberField label={t('cost.perHour')} value={rent} onChange={setRent} />
        )}
      </div>
      <Facts
        facts={[
          { name: t('cost.soFar'), value: money(costOf(basis, run.trainedSeconds)) },
          { name: t('cost.anHour'), value: money(pricePerHour(basis)) },
        ]}
      />
    </Section>
  );
}

function NumberField({ label, value, onChange }: { label: string; value: number; onChange: (value: number) => void }) {
  return (
    <Field label={label}>
      <Input
        type="number"
        min={0}
        step="any"
        value={value === 0 ? '' : value}
        onChange={(event) => onChange(Math.max(0, Number(event.target.value)))}
      />
    </Field>
  );
}
