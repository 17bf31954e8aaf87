import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import en from '#components/i18n/messages/en.json' with { type: 'json' };
import pt from '#components/i18n/messages/pt.json' with { type: 'json' };

test('bits, chroma and range are said in both languages, as those who edit video write them', () => {
  const inEnglish = createTranslator({ locale: 'en', messages: en, namespace: 'conversions.depths' });
  const inPortuguese = createTranslator({ locale: 'pt', messages: pt, namespace: 'conversions.depths' });
  for (const [chroma, range, english, portuguese] of [
    ['4:2:2', 'limited', '10 bits, 4:2:2', '10 bits, 4:2:2'],
    ['4:4:4', 'full', '10 bits, 4:4:4, full range', '10 bits, 4:4:4, faixa completa'],
    ['rgb', 'full', '10 bits, RGB, full range', '10 bits, RGB, faixa completa'],
  ] as const) {
    expect(inEnglish('samples', { bits: 10, chroma, range })).toBe(english);
    expect(inPortuguese('samples', { bits: 10, chroma, range })).toBe(portuguese);
  }
});
