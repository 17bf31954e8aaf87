'use client';
/** What the run was told at its beginning. */
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { usePersons } from '#components/people/use-people.ts';
import { Button } from '#components/ui/button.tsx';
import { Section } from '#components/ui/card.tsx';
import { Facts } from '#components/ui/facts.tsx';
import type { RunView, Side } from '#core/contract/run.ts';
import { ChangeRunDialog } from './change-run-dialog.tsx';
import { isOffered } from './offered-models.ts';
import { useAugmentationFact } from './use-augmentation-fact.ts';
import { useRecipeFacts } from './use-recipe-facts.ts';

export function RunSettingsList({ run }: { run: RunView }) {
  const t = useTranslations('training');
  const units = useUnits();
  const [changing, setChanging] = useState(false);
  const { data: persons = [] } = usePersons();
  const { settings } = run;
  const { architecture } = settings;
  const modelName = isOffered(architecture) ? t(`architecture.${architecture}`) : architecture;
  const recipe = useRecipeFacts(settings);
  const augmentation = useAugmentationFact(settings.augmentation);
  const person = ({ id, name, keptFaces }: RunView['personA']) => (
    <>
      <Link
        href={`/people/${id}/faces`}
        className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
      >
        {name}
      </Link>{' '}
      · {t('keptFaces', { count: keptFaces })}
    </>
  );
  const more = (side: Side) => {
    const names = settings.morePeople[side].map((id) => persons.find((each) => each.id === id)?.name ?? id);
    return names.length === 0 ? [] : [{ name: t(`morePeopleOf.${side}`), value: names.join(', ') }];
  };
  return (
    <Section
      title={t('settings')}
      actions={
        !run.imported && (
          <Button size="small" onClick={() => setChanging(true)}>
            {t('change.title')}
          </Button>
        )
      }
    >
      {changing && <ChangeRunDialog run={run} onClose={() => setChanging(false)} />}
      <Facts
        facts={[
          { name: t('personA'), value: person(run.personA) },
          { name: t('personB'), value: person(run.personB) },
          ...more('a'),
          ...more('b'),
          { name: t('setting.architecture'), value: modelName },
          { name: t('setting.batchSize'), value: settings.batchSize },
          { name: t('setting.precision'), value: t(`precisionName.${settings.precision}`) },
          { name: t('setting.learningRate'), value: settings.learningRate },
          ...recipe,
          augmentation,
          { name: t('setting.previewEvery'), value: units.number(settings.previewEvery) },
          { name: t('setting.checkpointEverySeconds'), value: units.span(settings.checkpointEverySeconds) },
          { name: t('setting.seed'), value: settings.seed },
        ]}
      />
    </Section>
  );
}
