'use client';
/** That the face a model of others drew looks unlike the person who was named for it. */
import { UserX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';

interface Props {
  /** The model's. */
  modelName: string;
  personName: string;
  /** Cosine of the drawn face to that person. */
  likeness: number;
}

export function UnlikeNote({ modelName, personName, likeness }: Props) {
  const t = useTranslations('conversionReport.unlike');
  const units = useUnits();
  return (
    <div role="alert" className="flex gap-3 rounded-lg border bg-warn-soft p-3 text-sm">
      <UserX aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium">{t('title', { person: personName })}</p>
        <p>{t('text', { model: modelName, person: personName, likeness: units.number(likeness, 2) })}</p>
      </div>
    </div>
  );
}
