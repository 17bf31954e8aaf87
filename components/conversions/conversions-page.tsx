'use client';
/** All conversions, and the way to a new one. */
import { Clapperboard, Plus } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Page } from '#components/shell/page.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { ConversionCard } from './conversion-card.tsx';
import { CreateConversionDialog } from './create-conversion-dialog.tsx';
import { useConversions } from './use-conversions.ts';
import { useModelChoices } from './use-model-choice.ts';

export function ConversionsPage() {
  const t = useTranslations('conversions');
  const search = useSearchParams();
  const asked = search.get('run') ?? search.get('model');
  const [creating, setCreating] = useState(asked !== null);
  const { data: conversions, error, isPending } = useConversions();
  const ready = useModelChoices().length > 0;
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t('create')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={conversions && conversions.length > 0 && create}>
      {error && <Problem error={error} />}
      {isPending && <Skeleton className="h-48" />}
      {conversions?.length === 0 && (
        <EmptyState
          icon={Clapperboard}
          title={t('emptyTitle')}
          actions={ready ? create : <ButtonLink href="/training">{t('toTraining')}</ButtonLink>}
        >
          {ready ? t('emptyReady') : t('emptyText')}
        </EmptyState>
      )}
      {conversions && conversions.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-4">
          {conversions.map((conversion) => (
            <ConversionCard key={conversion.id} conversion={conversion} />
          ))}
        </ul>
      )}
      {creating && <CreateConversionDialog asked={asked} onClose={() => setCreating(false)} />}
    </Page>
  );
}
