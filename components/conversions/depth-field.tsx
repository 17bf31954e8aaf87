'use client';
/** Whether the result of a clip that has more than 8 bits and 4:2:0, or HDR, keeps it. */
import { useTranslations } from 'next-intl';
import { ChoiceField } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { holdsDepth } from '#core/studio/colour-depth.ts';
import { useSampleWords } from './use-sample-words.ts';

interface Props {
  settings: ConversionSettings;
  facts: VideoFacts;
  set: (change: Partial<ConversionSettings>) => void;
  /** Whether there is HEVC to change to from a format that holds eight bits only. */
  canKeep: boolean;
}

export function DepthField({ settings, facts, set, canKeep }: Props) {
  const t = useTranslations('conversions.depths');
  const wordsOf = useSampleWords();
  const { format } = settings;
  const holds = holdsDepth(format);
  const kind = facts.transfer === 'sdr' ? 'sdr' : 'hdr';
  const could = wordsOf(facts, { format: holds ? format : 'hevc', depth: 'source' });
  const isKept = wordsOf(facts, settings) !== null;
  const help = isKept ? t(`keptHelp.${kind}`) : t(holds ? `lostHelp.${kind}` : `h264Help.${kind}`);
  const less = could?.isLess ? ` ${t('less', { clip: could.clip, kept: could.kept })}` : '';
  return (
    <ChoiceField label={t('label')} help={`${help}${isKept ? less : ''}`} className="sm:col-span-2">
      <Segmented
        label={t('label')}
        value={isKept ? 'source' : 'eightBits'}
        onChange={(depth) => set({ depth, ...(depth === 'source' && !holds && { format: 'hevc' }) })}
        choices={[
          { value: 'source', label: t(`kept.${kind}`, { samples: could?.kept ?? '' }), disabled: !holds && !canKeep },
          { value: 'eightBits', label: t(`lost.${kind}`) },
        ]}
        className="self-start max-sm:flex-col"
      />
    </ChoiceField>
  );
}
