'use client';
/** What ffprobe says of a clip, in one line. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import type { ClipView } from '#core/contract/clip.ts';

export function ClipFacts({ clip }: { clip: ClipView }) {
  const t = useTranslations('clips');
  const units = useUnits();
  const facts = clip.facts;
  if (!facts) return <p className="text-sm text-ink-2">{t('importing')}</p>;
  const parts = [
    units.clock(facts.durationSeconds),
    t('rate', { rate: units.number(facts.frameRate, Number.isInteger(facts.frameRate) ? 0 : 2) }),
    `${facts.width} × ${facts.height}`,
    facts.audioCodec ? `${facts.codec} + ${facts.audioCodec}` : `${facts.codec}, ${t('silent')}`,
    facts.rotation !== 0 && t('rotated', { degrees: facts.rotation }),
    units.bytes(clip.sizeBytes),
    !clip.playable && t('notPlayable'),
  ];
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-sm text-ink-2 tabular">
      {parts
        .filter((part) => typeof part === 'string')
        .map((part) => (
          <li key={part}>{part}</li>
        ))}
    </ul>
  );
}
