'use client';
/** What was rendered with this training. */
import { useTranslations } from 'next-intl';
import { ConversionCard } from '#components/conversions/conversion-card.tsx';
import { useConversions } from '#components/conversions/use-conversions.ts';
import { Section } from '#components/ui/card.tsx';
import type { RunView } from '#core/contract/run.ts';

export function RunConversions({ run }: { run: RunView }) {
  const t = useTranslations('conversions');
  const own = (useConversions().data ?? []).filter(({ runId }) => runId === run.id);
  if (own.length === 0) return null;
  return (
    <Section title={t('title')}>
      <ul className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {own.map((conversion) => (
          <ConversionCard key={conversion.id} conversion={conversion} />
        ))}
      </ul>
    </Section>
  );
}
