'use client';
/** What was chosen by measuring a clip, in words, and the figures of all that was tried. */
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Units, useUnits } from '#components/i18n/use-units.ts';
import { classNames } from '#components/ui/class-names.ts';
import { Fold } from '#components/ui/fold.tsx';
import type { LookPick, MeasuredLook } from '#core/contract/look-pick.ts';

export function LookPickNote({ pick }: { pick: LookPick }) {
  const t = useTranslations('lookPick');
  const words = useLookWords();
  const covers = useCoverWords(pick);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-ink-2">{[words(pick), covers].filter((each) => each !== null).join(' ')}</p>
      {pick.frames > 0 && pick.looks.length > 1 && (
        <Fold title={t('figures')}>
          <LookTable looks={pick.looks} />
        </Fold>
      )}
    </div>
  );
}

function useLookWords(): (pick: LookPick) => string {
  const t = useTranslations('lookPick');
  const names = useNames();
  const units = useUnits();
  return (pick) => {
    const { frames, looks } = pick;
    if (frames === 0) return t('unmeasured');
    const chosen = looks.find(({ verdict }) => verdict === 'chosen');
    const edge = dE(chosen?.figures.seam ?? null, units);
    if (looks.length < 2) return t('fixed', { frames });
    if (chosen === looks[0]) return t('usual', { edge, frames, look: names(pick) });
    return t('other', { edge, usual: dE(looks[0]?.figures.seam ?? null, units), frames, look: names(pick) });
  };
}

function useCoverWords({ coveredShare, keepInFront }: LookPick): string | null {
  const t = useTranslations('lookPick');
  const units = useUnits();
  if (coveredShare === null) return null;
  return t(keepInFront ? 'covered' : 'free', { share: units.number(coveredShare * 100) });
}

function useNames(): (look: Pick<MeasuredLook, 'colourTransfer' | 'mask'>) => string {
  const t = useTranslations('lookPick');
  const conversions = useTranslations('conversions');
  return ({ colourTransfer, mask }) =>
    t('look', { colour: conversions(`colours.${colourTransfer}`), mask: conversions(`maskNames.${mask}`) });
}

const dE = (value: number | null, units: Units): string => (value === null ? '–' : units.number(value, 2));

function LookTable({ looks }: { looks: readonly MeasuredLook[] }) {
  const t = useTranslations('lookPick');
  const units = useUnits();
  const names = useNames();
  const number = (value: number | null) => dE(value, units);
  return (
    <div className="flex flex-col gap-2">
      <div className="overflow-x-auto">
        <table className="w-full text-left text-xs tabular">
          <thead className="text-ink-2">
            <tr>
              {(['way', 'edge', 'tone', 'likeness', 'flicker'] as const).map((name) => (
                <th key={name} scope="col" className="py-1 pr-3 font-medium">
                  {t(`columns.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {looks.map((look) => (
              <tr
                key={`${look.colourTransfer} ${look.mask}`}
                className={classNames('border-t align-top', look.verdict === 'chosen' && 'font-semibold')}
              >
                <th
                  scope="row"
                  className={classNames('min-w-40 py-1.5 pr-3', look.verdict !== 'chosen' && 'font-normal')}
                >
                  {names(look)}
                  <span className="block font-normal text-ink-2">
                    {look.verdict === 'chosen' && <Check aria-hidden className="mr-1 inline size-3.5 text-good" />}
                    {t(`verdicts.${look.verdict}`)}
                  </span>
                </th>
                <td className="py-1.5 pr-3">{number(look.figures.seam)}</td>
                <td className="py-1.5 pr-3">{number(look.figures.tone)}</td>
                <td className="py-1.5 pr-3 whitespace-nowrap">
                  {number(look.figures.likenessToShown)} / {number(look.figures.likenessToReplaced)}
                </td>
                <td className="py-1.5 pr-3">{number(look.figures.flicker)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-xs text-ink-2">{t('figuresHelp')}</p>
    </div>
  );
}
