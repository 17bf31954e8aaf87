'use client';
/** Settings taken over at once: those that the studio brings along, one's own, those of another conversion. */
import { Save, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useConversions } from '#components/conversions/use-conversions.ts';
import { useDirectionWords } from '#components/conversions/use-direction-words.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { ChoiceField } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Select } from '#components/ui/select.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { ConversionSettings } from '#core/contract/conversion.ts';
import { measuredSettings } from '#core/contract/look-pick.ts';
import { type LookSettings, lookSettings } from '#core/contract/look-preset.ts';
import { type BuiltInLook, builtInLooks, isSameLook } from '#core/studio/look-presets.ts';
import { LookPickNote } from './look-pick-note.tsx';
import { SaveLookForm } from './save-look-form.tsx';
import { picked as chosenBy, type MeasuredLooks } from './use-look-pick.ts';
import { useLookPresets, useRemoveLook } from './use-look-presets.ts';

interface Props {
  settings: ConversionSettings;
  measured: MeasuredLooks;
  set: (change: Partial<ConversionSettings>) => void;
}

export function LookChooser({ settings, measured, set }: Props) {
  const t = useTranslations('looks');
  const notify = useNotify();
  const choices = useChoices();
  const remove = useRemoveLook();
  const [naming, setNaming] = useState(false);
  const look = lookSettings.parse({ ...settings, ...chosenBy(settings.measured, measured.pick) });
  const [picked, setPicked] = useState<string | null>(null);
  const isLike = (choice: Choice) => isSameLook(choice.look, look);
  const byMeasuring = useMeasuredChoice(measured);
  const isMeasured = settings.measured.length > 0;
  // Beyond what is measured all is as the studio brings it along.
  const isUntouched = isMeasured && isSameLook(lookSettings.parse(settings), builtInLooks.usual);
  const fixed = choices.find((choice) => choice.value === picked && isLike(choice)) ?? choices.find(isLike);
  const current = isUntouched ? byMeasuring : fixed;
  return (
    <ChoiceField label={t('label')} help={current ? current.help : t('own')}>
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <Select
            label={t('label')}
            value={current?.value ?? null}
            placeholder={t('changed')}
            className="w-full"
            onChange={(value) => {
              const chosen = [byMeasuring, ...choices].find((choice) => choice.value === value);
              setPicked(value);
              const left = chosen === byMeasuring ? [...measuredSettings] : [];
              if (chosen) set({ ...chosen.look, ...chosen.file, measured: left });
            }}
            items={[byMeasuring, ...choices]}
          />
        </div>
        {current?.savedId && (
          <IconButton
            label={t('remove', { name: current.label })}
            onClick={() => remove.mutate(current.savedId as string, { onError: notify.failed })}
          >
            <Trash2 aria-hidden />
          </IconButton>
        )}
        {!current && !naming && (
          <Button onClick={() => setNaming(true)}>
            <Save aria-hidden />
            {t('save')}
          </Button>
        )}
      </div>
      {naming && (
        <SaveLookForm look={look} onDone={() => setNaming(false)} onSaved={() => set({ ...look, measured: [] })} />
      )}
      {isMeasured && measured.pick && !measured.pending && <LookPickNote pick={measured.pick} />}
    </ChoiceField>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly note: string;
  readonly help: string;
  readonly look: LookSettings;
  /** What else of a conversion goes over. */
  readonly file?: Pick<ConversionSettings, 'format' | 'quality'>;
  readonly savedId?: string;
}

function useMeasuredChoice({ pick, pending, error }: MeasuredLooks): Choice {
  const t = useTranslations('looks');
  const measuring = useTranslations('lookPick');
  const failed = error ? measuring('unmeasured') : t('help.measured');
  return {
    ...{ value: 'measured', label: t('names.measured'), note: t('builtIn'), look: builtInLooks.usual },
    help: pending ? measuring('pending') : pick ? '' : failed,
  };
}

/** Conversions of the same look as an earlier entry are left out: they would say it again. */
const mostConversions = 12;

function useChoices(): readonly Choice[] {
  const t = useTranslations('looks');
  const units = useUnits();
  const direction = useDirectionWords();
  const saved = useLookPresets().data ?? [];
  const conversions = (useConversions().data ?? []).slice(0, mostConversions);
  return [
    ...(Object.keys(builtInLooks) as BuiltInLook[]).map((name) => ({
      value: name,
      label: t(`names.${name}`),
      note: t('builtIn'),
      help: t(`help.${name}`),
      look: builtInLooks[name],
    })),
    ...saved.map(({ id, name, look }) => ({
      value: id,
      label: name,
      note: t('saved'),
      help: t('savedHelp'),
      look,
      savedId: id,
    })),
    ...conversions.map((conversion) => ({
      value: conversion.id,
      label: `${conversion.clipName} · ${direction(conversion, conversion.settings.to)}`,
      note: units.dateTime(conversion.createdAt),
      help: t('conversionHelp'),
      look: lookSettings.parse(conversion.settings),
      file: { format: conversion.settings.format, quality: conversion.settings.quality },
    })),
  ];
}
