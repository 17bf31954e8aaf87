'use client';
/** A gap's ranges as words: "looks left beyond 30° and has the mouth open wider than 40 %". */
import { useFormatter, useTranslations } from 'next-intl';
import type { CoverageAxis, CoverageDirection, CoverageGap } from '#core/contract/coverage.ts';
import { plainAxes, type RangeWords, rangeWords } from './range-words.ts';
import { useShare } from './use-share.ts';

export function useGapWords(): (gap: Pick<CoverageGap, 'ranges'>) => string {
  const t = useTranslations('coverage.range');
  const format = useFormatter();
  const say = (words: RangeWords): string => {
    const values = { near: shown(words.axis, words.near), far: shown(words.axis, words.far) };
    return isPlain(words) ? t(`${words.axis}.${words.phrase}`, values) : t(`${words.axis}.${words.phrase}`, values);
  };
  return ({ ranges }) =>
    format.list(
      ranges.map((range) => say(rangeWords(range))),
      { type: 'conjunction' },
    );
}

const isPlain = (words: RangeWords): words is Extract<RangeWords, { axis: (typeof plainAxes)[number] }> =>
  plainAxes.some((axis) => axis === words.axis);

/** Shares of a width are read as percent. */
const shown = (axis: CoverageAxis, value: number): number =>
  axis === 'sizePx' || axis === 'yaw' || axis === 'pitch' ? value : Math.round(value * 100);

type Named = Pick<CoverageDirection, 'performer' | 'drawn'>;

/** "Ana looks left beyond 30° in 12 % of the target, Bea never." */
export function useGapSentence(): (direction: Named, gap: CoverageGap) => string {
  const t = useTranslations('coverage');
  const words = useGapWords();
  const share = useShare();
  return ({ performer, drawn }, gap) => {
    const said = {
      performer: performer.name,
      drawn: drawn.name,
      what: words(gap),
      share: share(gap.shareOfTarget),
      other: share(gap.shareOfDrawn),
    };
    return gap.shareOfDrawn === 0 ? t('gapNever', said) : t('gap', said);
  };
}
