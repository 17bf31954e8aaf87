'use client';
/** Whether the result of a clip of ten bits or of HDR keeps them. */
import { useTranslations } from 'next-intl';
import { ChoiceField } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { videoFiles } from '#core/contract/video-format.ts';
import { keepsDepth } from '#core/studio/colour-depth.ts';

interface Props {
  settings: ConversionSettings;
  facts: VideoFacts;
  set: (change: Partial<ConversionSettings>) => void;
  /** Whether there is HEVC to change to from a format that holds eight bits only. */
  canKeep: boolean;
}

export function DepthField({ settings, facts, set, canKeep }: Props) {
  const t = useTranslations('conversions.depths');
  const { format } = settings;
  const { holdsDepth } = videoFiles[format];
  const kind = facts.transfer === 'sdr' ? 'sdr' : 'hdr';
  const isKept = keepsDepth(facts, settings);
  const help = isKept ? t(`keptHelp.${kind}`) : t(holdsDepth ? `lostHelp.${kind}` : `h264Help.${kind}`);
  return (
    <ChoiceField label={t('label')} help={help} className="sm:col-span-2">
      <Segmented
        label={t('label')}
        value={isKept ? 'source' : 'eightBits'}
        onChange={(depth) => set({ depth, ...(depth === 'source' && !holdsDepth && { format: 'hevc' }) })}
        choices={[
          { value: 'source', label: t(`kept.${kind}`), disabled: !holdsDepth && !canKeep },
          { value: 'eightBits', label: t(`lost.${kind}`) },
        ]}
        className="self-start max-sm:flex-col"
      />
    </ChoiceField>
  );
}
