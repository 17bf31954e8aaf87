'use client';
/** Where the clip's file is damaged, and how much of it is missing; a click goes there. */
import { TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import type { ConversionReport } from '#core/contract/conversion-report.ts';

interface Props {
  damage: ConversionReport['damage'];
  onShow: (seconds: number) => void;
}

export function DamageNote({ damage, onShow }: Props) {
  const t = useTranslations('conversionReport.damage');
  const units = useUnits();
  const lost = damage.reduce((sum, place) => sum + place.lost, 0);
  if (damage.length === 0) return null;
  return (
    <div className="flex gap-3 rounded-lg border bg-warn-soft p-3 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="flex min-w-0 flex-col gap-1.5">
        <p>{t('text', { places: damage.length, lost })}</p>
        <ul aria-label={t('places')} className="flex max-h-24 flex-wrap gap-x-3 gap-y-1 overflow-y-auto">
          {damage.map((place) => (
            <li key={place.fromSeconds}>
              <button
                type="button"
                onClick={() => onShow(place.fromSeconds)}
                className="underline decoration-line-strong underline-offset-2 tabular hover:decoration-ink"
              >
                {t('place', { time: units.clock(place.fromSeconds), lost: place.lost })}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
