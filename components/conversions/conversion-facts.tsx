'use client';
/** How the result came to be, and how it is marked. */
import { BadgeInfo } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type Units, useUnits } from '#components/i18n/use-units.ts';
import { Card, Section } from '#components/ui/card.tsx';
import { Facts } from '#components/ui/facts.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import {
  type ConversionJitter,
  type ConversionSettings,
  type ConversionView,
  facePart,
} from '#core/contract/conversion.ts';
import { isDeep, keepsDepth } from '#core/studio/colour-depth.ts';
import { LookPickNote } from './look/look-pick-note.tsx';
import { useCheckpointWords } from './use-checkpoint-words.ts';
import { useDirectionWords } from './use-direction-words.ts';
import { useSampleWords } from './use-sample-words.ts';

export function ConversionFacts({ conversion, clip }: { conversion: ConversionView; clip: ClipView | undefined }) {
  const t = useTranslations('conversions');
  const looks = useTranslations('looks');
  const units = useUnits();
  const checkpointWords = useCheckpointWords();
  const { settings, frames, iteration, checkpoint, jitter, model } = conversion;
  const part = usePartWords(settings);
  const depth = useDepthWords(settings, clip);
  const direction = useDirectionWords();
  const quality = settings.format === 'ffv1' ? [] : [t(`qualities.${settings.quality}`)];
  const formatWords = [t(`formats.${settings.format}`), ...quality].join(' · ');
  const training = conversion.runId !== null && (
    <Link
      href={`/training/${conversion.runId}`}
      className="underline decoration-line-strong underline-offset-2 hover:decoration-ink"
    >
      {t('pair', { a: conversion.personAName, b: conversion.personBName })}
    </Link>
  );
  const modelFacts = ({ name, sha256, morphs }: NonNullable<ConversionView['model']>) => [
    { name: t('ofOthers'), value: name },
    { name: 'SHA-256', value: <code className="font-mono text-xs break-all">{sha256}</code> },
    ...(morphs ? [{ name: t('morph'), value: `${units.number(settings.morph * 100)} %` }] : []),
  ];
  return (
    <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2">
      <Section title={t('facts')}>
        <Facts
          facts={[
            { name: t('clip'), value: conversion.clipName },
            ...(settings.swapped === null
              ? []
              : [{ name: t('people.title'), value: t('people.chosen', { count: settings.swapped.length }) }]),
            ...conversion.otherPairs.map(({ to, ...names }, at) => ({
              name: t('people.other', { number: at + 1 }),
              value: direction(names, to),
            })),
            ...(part === null ? [] : [{ name: t('part'), value: part }]),
            ...(training ? [{ name: t('run'), value: training }] : []),
            ...(model ? modelFacts(model) : []),
            ...(iteration === null
              ? []
              : [
                  {
                    name: t('checkpoint'),
                    value: checkpointWords({ iteration, name: null, isBest: false, ...checkpoint }),
                  },
                ]),
            ...(checkpoint?.heldOutError == null
              ? []
              : [{ name: t('heldOutErrorName'), value: units.number(checkpoint.heldOutError, 3) }]),
            ...(frames ? [{ name: t('frames'), value: t('framesValue', frames) }] : []),
            ...(jitter ? [{ name: t('jitter'), value: t('jitterValue', inPercent(jitter, units)) }] : []),
            ...(conversion.seconds === null ? [] : [{ name: t('took'), value: units.span(conversion.seconds) }]),
            ...(conversion.sizeBytes === null ? [] : [{ name: t('size'), value: units.bytes(conversion.sizeBytes) }]),
            { name: t('format'), value: formatWords },
            ...(depth === null ? [] : [{ name: t('depths.label'), value: depth }]),
            { name: t('colour'), value: t(`colours.${settings.colourTransfer}`) },
            {
              name: t('mask'),
              value: t('maskValue', {
                mask: t(`maskNames.${settings.mask}`),
                erosion: units.number(settings.maskErosion * 100),
                feather: units.number(settings.maskFeather * 100),
              }),
            },
            ...(settings.parts.length < facePart.options.length
              ? [{ name: t('parts.label'), value: settings.parts.map((part) => t(`parts.names.${part}`)).join(', ') }]
              : []),
            ...(settings.keepInFront ? [{ name: t('keepInFront'), value: t('keepInFrontValue') }] : []),
            ...(['sharpen', 'grain', 'faceScale', 'shiftX', 'shiftY'] as const).map((name) => ({
              name: t(name),
              value: `${units.number(settings[name] * 100)} %`,
            })),
          ]}
        />
        {settings.lookPick && (
          <div className="mt-4 flex flex-col gap-1">
            <p className="text-sm font-medium">{looks('names.measured')}</p>
            <LookPickNote pick={settings.lookPick} />
          </div>
        )}
      </Section>
      <Card className="flex gap-3 p-5 text-sm">
        <BadgeInfo aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
        <div className="flex flex-col gap-1">
          <p className="font-medium">{t('markTitle')}</p>
          <p className="text-ink-2">{t('markText')}</p>
        </div>
      </Card>
    </div>
  );
}

/** null where the format holds no more than the clip has. */
function useDepthWords(settings: ConversionSettings, clip: ClipView | undefined): string | null {
  const t = useTranslations('conversions.depths');
  const wordsOf = useSampleWords();
  if (!clip?.facts) return null;
  const { facts } = clip;
  const words = wordsOf(facts, settings);
  if (words) return t(`${words.isLess ? 'wasMore' : 'was'}.${facts.transfer}`, { kept: words.kept, clip: words.clip });
  return isDeep(facts) || keepsDepth(facts, { ...settings, depth: 'source' }) ? t(`became.${facts.transfer}`) : null;
}

/** null for a whole clip. */
function usePartWords({ inSeconds, outSeconds }: ConversionSettings): string | null {
  const t = useTranslations('conversions');
  const units = useUnits();
  if (inSeconds === null && outSeconds === null) return null;
  const clocks = { from: units.clock(inSeconds ?? 0), to: units.clock(outSeconds ?? 0) };
  if (outSeconds === null) return t('partValue.in', clocks);
  return t(inSeconds === null ? 'partValue.out' : 'partValue.both', clocks);
}

const inPercent = ({ seen, steadied }: ConversionJitter, units: Units) => ({
  seen: units.number(seen * 100, 2),
  steadied: units.number(steadied * 100, 2),
});
