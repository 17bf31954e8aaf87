'use client';
/** Bits, chroma and range in words: of a clip, and of what a result keeps of them. */
import { useTranslations } from 'next-intl';
import type { VideoFacts } from '#core/contract/clip.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { SampleLayout } from '#core/pixels/sample-layout.ts';
import { isFullRange, keepsRange, keptLayout, sourceLayout } from '#core/studio/colour-depth.ts';

export interface SampleWords {
  readonly kept: string;
  readonly clip: string;
  /** Whether the clip has more than the format holds. */
  readonly isLess: boolean;
}

/** null of a result that has yuv420p of 8 bits and limited range. */
export function useSampleWords(): (
  facts: VideoFacts,
  settings: Pick<ConversionSettings, 'format' | 'depth'>,
) => SampleWords | null {
  const t = useTranslations('conversions.depths');
  const words = ({ bits, chroma }: SampleLayout, isFull: boolean) =>
    t('samples', { bits, chroma, range: isFull ? 'full' : 'limited' });
  return (facts, settings) => {
    const [kept, source, isFull] = [keptLayout(facts, settings), sourceLayout(facts), isFullRange(facts)];
    if (!kept) return null;
    const keepsFull = isFull && keepsRange(settings.format);
    return {
      kept: words(kept, keepsFull),
      clip: words(source, isFull),
      isLess: kept.bits < source.bits || kept.chroma !== source.chroma || keepsFull !== isFull,
    };
  };
}
