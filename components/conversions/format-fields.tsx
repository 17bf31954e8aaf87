'use client';
/** What the result is written as; what the studio's ffmpeg cannot write is grey. */
import { useTranslations } from 'next-intl';
import { useSystem } from '#components/system/use-system.ts';
import { ChoiceField } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { videoFormat, videoQuality } from '#core/contract/video-format.ts';
import { isDeep, keepsDepth } from '#core/studio/colour-depth.ts';
import { DepthField } from './depth-field.tsx';

interface Props {
  settings: ConversionSettings;
  /** Of the clip. */
  facts: VideoFacts | null;
  set: (change: Partial<ConversionSettings>) => void;
}

export function FormatFields({ settings, facts, set }: Props) {
  const { format, quality } = settings;
  const t = useTranslations('conversions');
  const { data: system } = useSystem();
  const isMissing = (value: ConversionSettings['format']) => system?.formats.includes(value) === false;
  return (
    <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
      <ChoiceField label={t('format')} help={t(`formatHelp.${format}`)}>
        <Select
          label={t('format')}
          value={format}
          onChange={(chosen) => set({ format: chosen })}
          items={videoFormat.options.map((value) => ({
            value,
            label: t(`formats.${value}`),
            disabled: isMissing(value),
            note: isMissing(value) ? t('formatMissing') : undefined,
          }))}
        />
      </ChoiceField>
      {format !== 'ffv1' && (
        <ChoiceField label={t('quality')}>
          <Segmented
            label={t('quality')}
            value={quality}
            onChange={(chosen) => set({ quality: chosen })}
            choices={videoQuality.options.map((value) => ({ value, label: t(`qualities.${value}`) }))}
            className="self-start"
          />
        </ChoiceField>
      )}
      {facts && (isDeep(facts) || keepsDepth(facts, { format, depth: 'source' })) && (
        <DepthField settings={settings} facts={facts} set={set} canKeep={!isMissing('hevc')} />
      )}
    </div>
  );
}
