/** Makes every message key and language checked by the compiler; English is the measure. */
import type { Locale } from './locales.ts';
import type messages from './messages/en.json';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messages;
  }
}
