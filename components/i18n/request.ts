/** What next-intl asks for each request: the language, its messages and the time zone of numbers and dates. */
import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { chooseLocale, localeCookie } from './locales.ts';

const messages = {
  en: () => import('./messages/en.json'),
  pt: () => import('./messages/pt.json'),
};

export default getRequestConfig(async () => {
  const locale = chooseLocale((await cookies()).get(localeCookie)?.value, (await headers()).get('accept-language'));
  return {
    locale,
    messages: (await messages[locale]()).default,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
});
