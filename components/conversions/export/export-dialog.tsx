'use client';
/** A finished conversion in another form: which, of what, which part, cut out and resized. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { TrimRange } from '#components/people/trim/trim-range.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ChoiceField } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionView } from '#core/contract/conversion.ts';
import { type ExportSettings, exportFormat, exportSettings } from '#core/contract/conversion-export.ts';
import { partSeconds } from '#core/studio/clip-part.ts';
import { CropFields } from './crop-fields.tsx';
import { ExportList } from './export-list.tsx';
import { useCreateExport } from './use-exports.ts';

interface Props {
  conversion: ConversionView;
  clip: ClipView;
  onClose: () => void;
}

/** A loop of a whole clip is seldom meant. */
const usualLoop = { seconds: 3, framesPerSecond: 12, width: 480 };

export function ExportDialog({ conversion, clip, onClose }: Props) {
  const t = useTranslations('exports');
  const size = { width: clip.facts?.width ?? 0, height: clip.facts?.height ?? 0 };
  const durationSeconds = lengthOf(conversion, clip);
  const [settings, setSettings] = useState<ExportSettings>(() =>
    exportSettings.parse({ format: 'mp4', of: conversion.hasSideBySide ? 'pair' : 'result', captions: true }),
  );
  const set = (change: Partial<ExportSettings>) => setSettings((old) => ({ ...old, ...change }));
  const create = useCreateExport(conversion.id);
  return (
    <Dialog open onOpenChange={onClose} title={t('title')} description={t('text')} wide>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(settings);
        }}
      >
        <ChoiceField label={t('format')} help={t(`formatHelp.${settings.format}`)}>
          <Select
            label={t('format')}
            value={settings.format}
            onChange={(format) => set({ format, ...usualOf(format, { durationSeconds, ...size }) })}
            items={exportFormat.options.map((value) => ({ value, label: t(`formats.${value}`) }))}
          />
        </ChoiceField>
        {conversion.hasSideBySide && (
          <ChoiceField label={t('of')}>
            <Segmented
              label={t('of')}
              value={settings.of}
              onChange={(of) => set({ of })}
              choices={exportSettings.shape.of.unwrap().options.map((value) => ({ value, label: t(`ofs.${value}`) }))}
              className="self-start"
            />
          </ChoiceField>
        )}
        <Switch
          checked={settings.captions}
          onChange={(captions) => set({ captions })}
          label={t('captions')}
          help={t('captionsHelp')}
        />
        <PartOfResult settings={settings} durationSeconds={durationSeconds} set={set} />
        <CropFields settings={settings} size={size} set={set} />
        <p className="text-sm text-ink-2">{t('markNote')}</p>
        {create.error && <Problem error={create.error} />}
        <Button look="primary" type="submit" className="self-end" disabled={create.isPending}>
          {t('create')}
        </Button>
      </form>
      <ExportList conversionId={conversion.id} />
    </Dialog>
  );
}

function PartOfResult({
  settings: { inSeconds, outSeconds },
  durationSeconds,
  set,
}: {
  settings: ExportSettings;
  durationSeconds: number;
  set: (change: Partial<ExportSettings>) => void;
}) {
  const t = useTranslations('exports');
  const words = useTranslations('trim');
  const units = useUnits();
  const [from, to] = [inSeconds ?? 0, outSeconds ?? durationSeconds];
  const help = words('part', { from: units.clock(from), to: units.clock(to), length: units.clock(to - from) });
  return (
    <ChoiceField label={t('part')} help={help}>
      <TrimRange
        inSeconds={from}
        outSeconds={to}
        durationSeconds={durationSeconds}
        atSeconds={null}
        onChange={(end, seconds) =>
          set(
            end === 'in'
              ? { inSeconds: seconds <= 0 ? null : Math.min(seconds, to - shortestSeconds) }
              : { outSeconds: seconds >= durationSeconds ? null : Math.max(seconds, from + shortestSeconds) },
          )
        }
      />
    </ChoiceField>
  );
}

const shortestSeconds = 0.1;

const lengthOf = ({ settings }: ConversionView, { facts }: ClipView): number =>
  Math.max(shortestSeconds, partSeconds(settings, facts?.durationSeconds ?? 1));

/** What suits a form that was just chosen; all of it may be changed. */
const usualOf = (
  format: ExportSettings['format'],
  { durationSeconds, width }: { durationSeconds: number; width: number },
): Partial<ExportSettings> => {
  const everything = { inSeconds: null, outSeconds: null, width: null, framesPerSecond: null };
  if (format !== 'gif' && format !== 'webp') return everything;
  return {
    inSeconds: null,
    outSeconds: durationSeconds > usualLoop.seconds ? usualLoop.seconds : null,
    width: width > usualLoop.width ? usualLoop.width : null,
    framesPerSecond: usualLoop.framesPerSecond,
  };
};
