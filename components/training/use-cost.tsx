'use client';
/** What an hour of training is paid with, as whoever pays it set it once in this browser. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Field, Input } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { useStoredNumber } from '#components/ui/use-stored-number.ts';
import { type CostBasis, costOf, pricePerHour } from '#core/studio/run-cost.ts';

export interface Cost {
  readonly basis: CostBasis;
  /** Whether there is a price. */
  readonly isSet: boolean;
  /** Of so much time, in words. */
  of(seconds: number): string;
  setBy(by: CostBasis['by']): void;
  readonly fields: readonly NumberFieldProps[];
}

export function useCost(): Cost {
  const t = useTranslations('training');
  const units = useUnits();
  const [by, setBy] = useState<CostBasis['by']>('power');
  const [watts, setWatts] = useStoredNumber('understudy-cost-watts', 0);
  const [pricePerKwh, setPricePerKwh] = useStoredNumber('understudy-cost-kwh', 0);
  const [rent, setRent] = useStoredNumber('understudy-cost-rent', 0);
  const basis: CostBasis = by === 'power' ? { by, watts, pricePerKwh } : { by, pricePerHour: rent };
  const isSet = pricePerHour(basis) > 0;
  return {
    basis,
    isSet,
    of: (seconds) => (isSet ? units.number(costOf(basis, seconds), 2) : '–'),
    setBy,
    fields:
      by === 'power'
        ? [
            { label: t('cost.watts'), value: watts, onChange: setWatts },
            { label: t('cost.perKwh'), value: pricePerKwh, onChange: setPricePerKwh },
          ]
        : [{ label: t('cost.perHour'), value: rent, onChange: setRent }],
  };
}

export function CostChoice({ cost }: { cost: Cost }) {
  const t = useTranslations('training');
  return (
    <Segmented
      label={t('cost.by')}
      value={cost.basis.by}
      onChange={cost.setBy}
      choices={(['power', 'rent'] as const).map((value) => ({ value, label: t(`cost.${value}`) }))}
    />
  );
}

export function CostFields({ cost }: { cost: Cost }) {
  return (
    <div className="grid grid-cols-2 items-end gap-4">
      {cost.fields.map((field) => (
        <NumberField key={field.label} {...field} />
      ))}
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
}

function NumberField({ label, value, onChange }: NumberFieldProps) {
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
