'use client';
/** The places of the studio: a column at the left, on a narrow window a bar at the bottom. */
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';
import { Mark } from './mark.tsx';
import { isCurrent, places } from './navigation-items.ts';

export function SideNavigation() {
  const t = useTranslations('shell');
  const path = usePathname();
  return (
    <nav
      aria-label={t('places')}
      className="sticky top-0 hidden h-dvh w-52 shrink-0 flex-col gap-1 border-r px-3 py-4 md:flex"
    >
      <Link href="/" className="mb-5 flex items-center gap-2.5 rounded-md px-2 py-1 font-semibold">
        <Mark />
        Understudy
      </Link>
      {places.map(({ href, name, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent(href, path) ? 'page' : undefined}
          className={classNames(
            'flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-ink-2 hover:bg-hover hover:text-ink',
            isCurrent(href, path) && 'bg-hover text-ink',
          )}
        >
          <Icon aria-hidden className="size-4" strokeWidth={1.75} />
          {t(`place.${name}`)}
        </Link>
      ))}
      <p className="mt-auto px-2 text-2xs text-pretty text-ink-3">{t('promise')}</p>
    </nav>
  );
}

export function BottomNavigation() {
  const t = useTranslations('shell');
  const path = usePathname();
  return (
    <nav
      aria-label={t('places')}
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-6 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places.map(({ href, name, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isCurrent(href, path) ? 'page' : undefined}
          className={classNames(
            'flex h-14 min-w-0 flex-col items-center justify-center gap-0.5 text-2xs text-ink-2 outline-offset-[-2px]',
            isCurrent(href, path) && 'text-accent-text',
          )}
        >
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
          <span className="max-w-full truncate tracking-tight">{t(`place.${name}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
