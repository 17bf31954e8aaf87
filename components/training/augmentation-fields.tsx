'use client';
/** What is done to faces before the model learns from them: a switch each, shown at once on the two people's own faces. */
import { Dices } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { Fold } from '#components/ui/fold.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { Augmentation, AugmentationKind } from '#core/contract/augmentation.ts';
import { augmentationKinds, usualAugmentation } from '#core/contract/augmentation.ts';
import { useSettled } from './use-settled.ts';

interface Props {
  augmentation: Augmentation;
  set: (augmentation: Augmentation) => void;
}

export function AugmentationFields({ personA, personB, ...props }: Props & Pair) {
  const t = useTranslations('augmentation');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Fold title={t('title')} onToggle={setIsOpen}>
      <div className="flex flex-col gap-5">
        {isOpen && personA && personB ? (
          <Preview personA={personA} personB={personB} augmentation={props.augmentation} />
        ) : (
          <p className="text-sm text-ink-2">{t('choosePeople')}</p>
        )}
        <div className="grid grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-2">
          {augmentationKinds.map((kind) => (
            <KindFields key={kind} kind={kind} {...props} />
          ))}
        </div>
      </div>
    </Fold>
  );
}

/** How often one acts that was off before. */
const chanceWhenSwitchedOn = 0.5;

function KindFields({ kind, augmentation, set }: Props & { kind: AugmentationKind }) {
  const t = useTranslations('augmentation');
  const units = useUnits();
  const chosen = augmentation[kind];
  const change = (part: { chance?: number; amount?: number }) =>
    set({ ...augmentation, [kind]: { ...chosen, ...part } });
  const percent = Math.round(100 * chosen.chance);
  return (
    <div className="flex flex-col gap-1">
      <Switch
        checked={chosen.chance > 0}
        onChange={(on) => change({ chance: on ? usualAugmentation[kind].chance || chanceWhenSwitchedOn : 0 })}
        label={t(`kind.${kind}`)}
        help={t(`help.${kind}`)}
      />
      {chosen.chance > 0 && (
        <div className="grid grid-cols-[auto_1fr_3rem] items-center gap-x-3 pl-11 text-xs text-ink-2">
          <span>{t('chance')}</span>
          <Slider
            label={`${t(`kind.${kind}`)}: ${t('chance')}`}
            value={percent}
            onChange={(value) => change({ chance: value / 100 })}
            min={5}
            max={100}
            step={5}
            valueText={`${percent} %`}
          />
          <span className="text-right tabular">{percent} %</span>
          {'amount' in chosen && (
            <>
              <span>{t('amount')}</span>
              <Slider
                label={`${t(`kind.${kind}`)}: ${t('amount')}`}
                value={chosen.amount}
                onChange={(amount) => change({ amount })}
                min={0.1}
                max={3}
                step={0.1}
                valueText={`× ${units.number(chosen.amount, 1)}`}
              />
              <span className="text-right tabular">× {units.number(chosen.amount, 1)}</span>
            </>
          )}
        </div>
      )}
    </div>
  );
}

interface Pair {
  personA: string | null;
  personB: string | null;
}

/** A slider in motion asks for no picture. */
const settleMs = 300;

function Preview({ personA, personB, augmentation }: { personA: string; personB: string; augmentation: Augmentation }) {
  const t = useTranslations('augmentation');
  const [seed, setSeed] = useState(1);
  const asked = useMemo(
    () => mediaUrls.augmentationPreview({ personA, personB, augmentation, seed }),
    [personA, personB, augmentation, seed],
  );
  const address = useSettled(asked, settleMs) ?? asked;
  return (
    <figure className="flex flex-col gap-2">
      {/* biome-ignore lint/performance/noImgElement: drawn by our own server, at the size it is shown */}
      <img
        src={address}
        alt={t('previewText')}
        className="w-full rounded-md border bg-sunken"
        width={784}
        height={448}
      />
      <figcaption className="flex items-center justify-between gap-3 text-xs text-ink-2">
        {t('previewText')}
        <Button type="button" onClick={() => setSeed(seed + 1)}>
          <Dices aria-hidden />
          {t('others')}
        </Button>
      </figcaption>
    </figure>
  );
}
