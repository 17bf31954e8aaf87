'use client';
/** Whether a person's face may be used now. */
import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { ConsentStanding } from '#core/contract/person.ts';

const tones: Record<ConsentStanding, Tone> = {
  missing: 'warn',
  pending: 'warn',
  active: 'good',
  expired: 'bad',
  withdrawn: 'bad',
};

export function ConsentBadge({ standing }: { standing: ConsentStanding }) {
  const t = useTranslations('consent');
  const Icon = standing === 'active' ? ShieldCheck : tones[standing] === 'bad' ? ShieldAlert : ShieldQuestion;
  return (
    <Badge tone={tones[standing]}>
      <Icon aria-hidden />
      {t(`standing.${standing}`)}
    </Badge>
  );
}
