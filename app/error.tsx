'use client';
import { useTranslations } from 'next-intl';
import { Page } from '#components/shell/page.tsx';
import { Button } from '#components/ui/button.tsx';
import { Problem } from '#components/ui/problem.tsx';

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('shell');
  return (
    <Page title={t('broken')}>
      <Problem error={error} action={<Button onClick={reset}>{t('again')}</Button>} />
    </Page>
  );
}
