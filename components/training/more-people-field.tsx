'use client';
/** Others whose faces are trained on beside those of the pair: a base that trainings of other pairs begin with. */
import { useTranslations } from 'next-intl';
import { Fold } from '#components/ui/fold.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { PersonView } from '#core/contract/person.ts';
import type { RunSettings, Side } from '#core/contract/run.ts';

type MorePeople = RunSettings['morePeople'];

interface Props {
  readonly persons: readonly PersonView[];
  /** The pair. */
  readonly chosen: Readonly<Record<Side, string | null>>;
  readonly value: MorePeople;
  readonly onChange: (value: MorePeople) => void;
}

/** Not shown where the studio knows nobody else. */
export function MorePeopleField({ persons, chosen, value, onChange }: Props) {
  const t = useTranslations('training');
  const others = persons.filter(
    ({ id, consent, faces }) => id !== chosen.a && id !== chosen.b && consent === 'active' && faces.kept > 0,
  );
  if (others.length === 0) return null;
  const toggle = (side: Side, id: string, isIn: boolean) => {
    const without = { a: value.a.filter((each) => each !== id), b: value.b.filter((each) => each !== id) };
    onChange(isIn ? { ...without, [side]: [...without[side], id] } : without);
  };
  return (
    <Fold title={t('morePeople', { count: value.a.length + value.b.length })}>
      <p className="mb-4 text-sm text-ink-2">{t('morePeopleText')}</p>
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        {(['a', 'b'] as const).map((side) => (
          <fieldset key={side} className="flex flex-col gap-3">
            <legend className="mb-2 text-sm font-medium">{t(`morePeopleOf.${side}`)}</legend>
            {others.map(({ id, name, faces }) => (
              <Switch
                key={id}
                label={name}
                help={t('keptFaces', { count: faces.kept })}
                checked={value[side].includes(id)}
                onChange={(isIn) => toggle(side, id, isIn)}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </Fold>
  );
}
