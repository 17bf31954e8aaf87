/** The languages of the interface and how one is chosen: what the person picked, else what the browser asks for, else English. */
export const locales = ['en', 'pt'] as const;
export type Locale = (typeof locales)[number];
export const localeNames: Record<Locale, string> = { en: 'English', pt: 'Português' };
export const localeCookie = 'understudy-locale';

export const chooseLocale = (cookie: string | undefined, acceptLanguage: string | null): Locale =>
  asLocale(cookie) ?? fromHeader(acceptLanguage) ?? 'en';

const asLocale = (text: string | undefined): Locale | undefined => locales.find((locale) => locale === text);

/** `pt-BR,pt;q=0.9,en;q=0.8` -> pt */
const fromHeader = (header: string | null): Locale | undefined =>
  (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', weight = ''] = part.trim().split(';');
      return { language: tag.toLowerCase().split('-')[0], quality: weight ? Number(weight.replace('q=', '')) : 1 };
    })
    .sort((left, right) => right.quality - left.quality)
    .map(({ language }) => asLocale(language))
    .find((locale) => locale !== undefined);
