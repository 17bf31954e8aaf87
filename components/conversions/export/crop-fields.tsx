'use client';
/** What is cut out of each picture, how wide it becomes, and how many there are in a second. */
import { useTranslations } from 'next-intl';
import { Field, Input } from '#components/ui/field.tsx';
import { Fold } from '#components/ui/fold.tsx';
import type { ExportCrop, ExportSettings } from '#core/contract/conversion-export.ts';

interface Props {
  settings: ExportSettings;
  /** Of one picture, px. */
  size: { readonly width: number; readonly height: number };
  set: (change: Partial<ExportSettings>) => void;
}

const sides = ['left', 'top', 'width', 'height'] as const;
const smallestPx = 16;

export function CropFields({ settings, size, set }: Props) {
  const t = useTranslations('exports');
  const whole: ExportCrop = { left: 0, top: 0, ...size };
  const crop = settings.crop ?? whole;
  const change = (side: (typeof sides)[number], value: number) => {
    const next = within({ ...crop, [side]: value }, size);
    set({ crop: sides.every((each) => next[each] === whole[each]) ? null : next });
  };
  return (
    <Fold title={t('cut')}>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        {sides.map((side) => (
          <NumberField
            key={side}
            label={t(`crop.${side}`)}
            value={crop[side]}
            onChange={(value) => change(side, value)}
          />
        ))}
        <NumberField
          label={t('width')}
          value={settings.width ?? crop.width}
          onChange={(width) =>
            set({ width: width === crop.width ? null : Math.max(smallestPx, Math.min(7680, width)) })
          }
        />
        <NumberField
          label={t('rate')}
          value={settings.framesPerSecond}
          placeholder={t('everyFrame')}
          onChange={(rate) => set({ framesPerSecond: rate < 1 ? null : Math.min(60, rate) })}
        />
      </div>
    </Fold>
  );
}

interface NumberFieldProps {
  label: string;
  value: number | null;
  placeholder?: string;
  onChange: (value: number) => void;
}

/** Taken when it is left: half a number is no number. */
function NumberField({ label, value, placeholder, onChange }: NumberFieldProps) {
  return (
    <Field label={label}>
      <Input
        key={value}
        type="number"
        inputMode="numeric"
        min={0}
        defaultValue={value ?? ''}
        placeholder={placeholder}
        onBlur={(event) => {
          const number = Math.round(Number((event.target as HTMLInputElement).value));
          if (Number.isFinite(number) && number !== (value ?? 0)) onChange(number);
        }}
      />
    </Field>
  );
}

const within = ({ left, top, width, height }: ExportCrop, size: Props['size']): ExportCrop => {
  const kept = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));
  const [x, y] = [kept(left, 0, size.width - smallestPx), kept(top, 0, size.height - smallestPx)];
  return {
    left: x,
    top: y,
    width: kept(width, smallestPx, size.width - x),
    height: kept(height, smallestPx, size.height - y),
  };
};
