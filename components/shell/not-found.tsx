'use client';
/** Nothing lies at this address, or what did is gone. */
import { SearchX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Page } from './page.tsx';

export function NotFound() {
  const t = useTranslations('shell');
  return (
    <Page title={t('notFound')}>
      <EmptyState icon={SearchX} title={t('notFoundTitle')} actions={<ButtonLink href="/">{t('home')}</ButtonLink>}>
        {t('notFoundText')}
      </EmptyState>
    </Page>
  );
}
