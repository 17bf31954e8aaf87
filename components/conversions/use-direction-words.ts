'use client';
/** Whose face appears on whose video, with names: "A to B" is what nobody can keep in mind. */
import { useTranslations } from 'next-intl';
import type { Side } from '#core/contract/run.ts';

interface Named {
  personAName: string;
  personBName: string;
}

export function useDirectionWords(): (names: Named, to: Side) => string {
  const t = useTranslations('conversions');
  return ({ personAName, personBName }, to) =>
    to === 'b'
      ? t('direction', { face: personBName, body: personAName })
      : t('direction', { face: personAName, body: personBName });
}
