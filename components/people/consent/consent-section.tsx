'use client';
/** What the person agreed to, and the form that records it. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Card, Section } from '#components/ui/card.tsx';
import type { PersonView } from '#core/contract/person.ts';
import { ConsentForm } from './consent-form.tsx';
import { ConsentRecord } from './consent-record.tsx';

export function ConsentSection({ person, onRecorded }: { person: PersonView; onRecorded: () => void }) {
  const t = useTranslations('consent');
  const [adding, setAdding] = useState(false);
  const formShown = adding || person.consents.length === 0;
  return (
    <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="flex min-w-0 flex-col gap-8">
        {formShown ? (
          <Section title={t('recordTitle')} description={t('recordText', { name: person.name })}>
            <Card className="p-5">
              <ConsentForm
                person={person}
                onDone={() => {
                  setAdding(false);
                  onRecorded();
                }}
                onCancel={person.consents.length > 0 ? () => setAdding(false) : undefined}
              />
            </Card>
          </Section>
        ) : null}
        {person.consents.length > 0 && (
          <Section
            title={t('records')}
            actions={!formShown && <Button onClick={() => setAdding(true)}>{t('recordAnother')}</Button>}
          >
            <ul className="flex flex-col gap-3">
              {[...person.consents].reverse().map((consent) => (
                <ConsentRecord key={consent.id} consent={consent} />
              ))}
            </ul>
          </Section>
        )}
      </div>
      <aside className="flex flex-col gap-2 text-sm text-ink-2">
        <h3 className="font-medium text-ink">{t('whyTitle')}</h3>
        <p>{t('why1')}</p>
        <p>{t('why2')}</p>
      </aside>
    </div>
  );
}
