'use client';
/** What is reachable from every page: the jobs, the keys, the language, light or dark. */
import { Keyboard, Languages, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useTheme } from 'next-themes';
import { type Locale, localeCookie, localeNames, locales } from '#components/i18n/locales.ts';
import { JobsButton } from '#components/jobs/jobs-button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useShell } from './shell-context.tsx';

export function GlobalButtons() {
  const t = useTranslations('shell');
  const { openShortcuts } = useShell();
  return (
    <div className="flex shrink-0 items-center gap-0.5">
      <JobsButton />
      <IconButton label={t('shortcuts')} shortcut="?" onClick={openShortcuts} className="hidden sm:inline-flex">
        <Keyboard aria-hidden />
      </IconButton>
      <LanguageButton />
      <ThemeButton />
    </div>
  );
}

function LanguageButton() {
  const t = useTranslations('shell');
  const router = useRouter();
  const current = useLocale();
  const choose = (locale: Locale) => {
    // biome-ignore lint/suspicious/noDocumentCookie: cookieStore is not in every browser, and is refused on plain http
    document.cookie = `${localeCookie}=${locale}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  };
  return (
    <Menu
      trigger={
        <IconButton label={t('language')}>
          <Languages aria-hidden />
        </IconButton>
      }
      items={locales.map((locale) => ({
        label: localeNames[locale],
        checked: locale === current,
        run: () => choose(locale),
      }))}
    />
  );
}

/** Both icons are drawn and one shown by the theme's class, so that the first paint is right without knowing the theme. */
function ThemeButton() {
  const t = useTranslations('shell');
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <IconButton label={t('theme')} onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}>
      <Sun aria-hidden className="hidden dark:block" />
      <Moon aria-hidden className="dark:hidden" />
    </IconButton>
  );
}
