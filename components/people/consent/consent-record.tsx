'use client';
/** One consent as it was recorded; it can be withdrawn, never changed. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { useWithdrawConsent } from '#components/people/use-people.ts';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { ConsentView } from '#core/contract/person.ts';

export function ConsentRecord({ consent }: { consent: ConsentView }) {
  const t = useTranslations('consent');
  const units = useUnits();
  const notify = useNotify();
  const withdraw = useWithdrawConsent(consent.personId);
  const [asking, setAsking] = useState(false);
  const day = (date: string) => units.date(`${date}T12:00:00`);
  return (
    <li>
      <Card className="flex flex-col gap-4 p-5">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="font-medium">{t(`methods.${consent.method}`)}</p>
          {consent.withdrawnAt ? (
            <Badge tone="bad">{t('withdrawnOn', { date: units.dateTime(consent.withdrawnAt) })}</Badge>
          ) : (
            <Button size="small" look="danger" onClick={() => setAsking(true)}>
              {t('withdraw')}
            </Button>
          )}
        </div>
        <Facts
          facts={[
            { name: t('grantedBy'), value: consent.grantedBy },
            { name: t('purpose'), value: consent.purpose },
            { name: t('evidence'), value: consent.evidence || t('noEvidence') },
            {
              name: t('holds'),
              value: consent.validUntil
                ? t('fromUntil', { from: day(consent.validFrom), until: day(consent.validUntil) })
                : t('fromOn', { from: day(consent.validFrom) }),
            },
            { name: t('recordedOn'), value: units.dateTime(consent.createdAt) },
          ]}
        />
      </Card>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('withdrawTitle')}
        description={t('withdrawText')}
        action={t('withdraw')}
        onConfirm={() => withdraw.mutate(consent.id, { onError: notify.failed })}
      />
    </li>
  );
}
