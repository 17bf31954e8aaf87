import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseLocale } from '#components/i18n/locales.ts';
import { errorKinds } from '#core/contract/errors.ts';

type Messages = { [key: string]: string | Messages };

const read = (language: string): Map<string, string> =>
  flatten(JSON.parse(readFileSync(`components/i18n/messages/${language}.json`, 'utf8')) as Messages);

const flatten = (messages: Messages, prefix = ''): Map<string, string> =>
  new Map(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );

/** Names in braces, plural branches left out. */
const places = (message: string): string[] =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ''))].sort();

const [english, portuguese] = [read('en'), read('pt')];

describe('messages', () => {
  it('say the same things in both languages', () => {
    expect([...portuguese.keys()]).toEqual([...english.keys()]);
  });

  it('fill in the same names and numbers in both languages', () => {
    for (const [key, message] of english)
      expect([key, places(portuguese.get(key) ?? '')]).toEqual([key, places(message)]);
  });

  it('have words for every code that crosses a border', () => {
    for (const code of Object.keys(errorKinds)) expect([code, english.has(`errors.${code}`)]).toEqual([code, true]);
  });
});

describe('chooseLocale', () => {
  it('takes what the person picked before what the browser asks for', () => {
    expect(chooseLocale('en', 'pt-BR')).toBe('en');
  });

  it('takes the language the browser wants most among those there are', () => {
    expect(chooseLocale(undefined, 'de-DE,en;q=0.5,pt-PT;q=0.8')).toBe('pt');
  });

  it('falls back to English', () => {
    expect(chooseLocale('xx', null)).toBe('en');
  });
});
