'use client';
/** Which part of the clip is converted. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { draftOf, samplingOf, withEnd } from '#components/people/trim/sampling-draft.ts';
import { TrimRange } from '#components/people/trim/trim-range.tsx';
import { ChoiceField } from '#components/ui/field.tsx';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';

export type Part = Pick<ConversionSettings, 'inSeconds' | 'outSeconds'>;

interface Props {
  facts: VideoFacts;
  part: Part;
  onChange: (part: Part) => void;
}

export function PartField({ facts, part, onChange }: Props) {
  const t = useTranslations('conversions');
  const words = useTranslations('trim');
  const units = useUnits();
  const { durationSeconds } = facts;
  const draft = draftOf({ sampling: { ...part, samplesPerSecond: null } }, facts);
  const move = (end: 'in' | 'out', seconds: number) => {
    const { inSeconds, outSeconds } = samplingOf(withEnd(draft, { end, seconds, durationSeconds }), facts);
    onChange({ inSeconds, outSeconds });
  };
  const spoken = words('part', {
    from: units.clock(draft.inSeconds),
    to: units.clock(draft.outSeconds),
    length: units.clock(draft.outSeconds - draft.inSeconds),
  });
  return (
    <ChoiceField label={t('part')} help={spoken}>
      <TrimRange {...draft} durationSeconds={durationSeconds} atSeconds={null} onChange={move} />
    </ChoiceField>
  );
}
