'use client';
/** How the new face is laid over the frame: colours, mask, sharpness, size and place. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { ChoiceField } from '#components/ui/field.tsx';
import { Fold } from '#components/ui/fold.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { type ConversionSettings, colourTransfer, swapMaskChoice } from '#core/contract/conversion.ts';
import { PartsField } from './parts-field.tsx';

/** Ends of the sliders, as the contract has them. */
const ends = {
  maskErosion: [0, 0.3],
  maskFeather: [0, 0.3],
  sharpen: [0, 1],
  grain: [0, 1],
  faceScale: [0.8, 1.25],
  shiftX: [-0.2, 0.2],
  shiftY: [-0.2, 0.2],
} as const;

interface Props {
  settings: ConversionSettings;
  drawsMask: boolean;
  set: (change: Partial<ConversionSettings>) => void;
}

export function LookFields({ settings, drawsMask, set }: Props) {
  const t = useTranslations('conversions');
  const units = useUnits();
  const amount = (name: keyof typeof ends) => (
    <ChoiceField key={name} label={`${t(name)}: ${units.number(settings[name] * 100)} %`} help={t(`${name}Help`)}>
      <Slider
        label={t(name)}
        value={settings[name]}
        onChange={(value) => set({ [name]: value })}
        min={ends[name][0]}
        max={ends[name][1]}
        step={0.01}
      />
    </ChoiceField>
  );
  return (
    <Fold title={t('advanced')}>
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        <ChoiceField label={t('colour')} help={t(`colourHelp.${settings.colourTransfer}`)} className="sm:col-span-2">
          <Select
            label={t('colour')}
            value={settings.colourTransfer}
            onChange={(chosen) => set({ colourTransfer: chosen })}
            items={colourTransfer.options.map((value) => ({ value, label: t(`colours.${value}`) }))}
          />
        </ChoiceField>
        {drawsMask && (
          <ChoiceField label={t('mask')} help={t(`maskHelp.${settings.mask}`)} className="sm:col-span-2">
            <Segmented
              label={t('mask')}
              value={settings.mask}
              onChange={(mask) => set({ mask })}
              choices={swapMaskChoice.options.map((value) => ({ value, label: t(`masks.${value}`) }))}
              className="self-start max-sm:flex-col"
            />
          </ChoiceField>
        )}
        <PartsField parts={settings.parts} onChange={(parts) => set({ parts })} />
        <div className="sm:col-span-2">
          <Switch
            checked={settings.keepInFront}
            onChange={(keepInFront) => set({ keepInFront })}
            label={t('keepInFront')}
            help={t('keepInFrontHelp')}
          />
        </div>
        {(['maskErosion', 'maskFeather', 'sharpen', 'grain', 'faceScale', 'shiftX', 'shiftY'] as const).map(amount)}
      </div>
    </Fold>
  );
}
