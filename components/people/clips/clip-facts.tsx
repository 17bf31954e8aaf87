'use client';
/** What was found of a clip when it was read, in one line. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import type { ClipView } from '#core/contract/clip.ts';

export function ClipFacts({ clip }: { clip: ClipView }) {
  const t = useTranslations('clips');
  const parts = [...useOwnFacts(clip), clip.linkedPath && t('linked')];
  if (!clip.facts) return <p className="text-sm text-ink-2">{t('importing')}</p>;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-ink-2 tabular">
      {parts
        .filter((part) => typeof part === 'string')
        .map((part) => (
          <li key={part} title={part === t('linked') ? (clip.linkedPath ?? undefined) : undefined}>
            {part}
          </li>
        ))}
    </ul>
  );
}

function useOwnFacts(clip: ClipView): (string | false | null)[] {
  const t = useTranslations('clips');
  const units = useUnits();
  const { facts } = clip;
  if (!facts) return [];
  if (clip.kind === 'photos') return [t('photos', { count: facts.frameCount }), units.bytes(clip.sizeBytes)];
  return [
    units.clock(facts.durationSeconds),
    t('rate', { rate: units.number(facts.frameRate, Number.isInteger(facts.frameRate) ? 0 : 2) }),
    `${facts.width} × ${facts.height}`,
    facts.audioCodec ? `${facts.codec} + ${facts.audioCodec}` : `${facts.codec}, ${t('silent')}`,
    facts.rotation !== 0 && t('rotated', { degrees: facts.rotation }),
    facts.fieldOrder !== 'progressive' && t('interlaced'),
    facts.transfer !== 'sdr' && (facts.transfer === 'pq' ? 'HDR (PQ)' : 'HDR (HLG)'),
    units.bytes(clip.sizeBytes),
    !clip.playable && !clip.hasProxy && t('notPlayable'),
  ];
}
