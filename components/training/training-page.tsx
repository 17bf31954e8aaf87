'use client';
/** All trainings, and the way to a new one. */
import { FileUp, Plus, Waypoints } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { usePersons } from '#components/people/use-people.ts';
import { Page } from '#components/shell/page.tsx';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { CreateRunDialog } from './create-run-dialog.tsx';
import { DfmModelsSection } from './others/dfm-models-section.tsx';
import { RunCard } from './run-card.tsx';
import { AddModelDialog } from './sharing/add-model-dialog.tsx';
import { useFileDrop } from './sharing/use-file-drop.ts';
import { useRuns } from './use-runs.ts';

export function TrainingPage() {
  const t = useTranslations('training');
  const sharing = useTranslations('sharedModels');
  const asked = useSearchParams();
  const [creating, setCreating] = useState(asked.has('new'));
  const [adding, setAdding] = useState<{ dropped: File | null } | null>(null);
  const { zone } = useFileDrop((dropped) => setAdding({ dropped }));
  const closeAdding = useCallback(() => setAdding(null), []);
  const { data: runs, error, isPending } = useRuns();
  const { data: persons } = usePersons();
  const ready = (persons ?? []).filter((person) => person.faces.kept > 0 && person.consent === 'active').length >= 2;
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t('create')}
    </Button>
  );
  const add = (className?: string) => (
    <Button onClick={() => setAdding({ dropped: null })} className={className}>
      <FileUp aria-hidden />
      {sharing('add')}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      actions={
        runs &&
        runs.length > 0 && (
          <>
            {runs.length > 1 && <ButtonLink href="/training/compare">{t('compareRuns.open')}</ButtonLink>}
            {add('hidden sm:inline-flex')}
            {create}
          </>
        )
      }
    >
      <div {...zone} className="flex flex-1 flex-col gap-8">
        {error && <Problem error={error} />}
        {isPending && <Skeleton className="h-48" />}
        {runs?.length === 0 && (
          <EmptyState
            icon={Waypoints}
            title={t('emptyTitle')}
            actions={
              <>
                {ready ? create : <ButtonLink href="/people">{t('toPeople')}</ButtonLink>}
                {add()}
              </>
            }
          >
            {ready ? t('emptyReady') : t('emptyText')}
          </EmptyState>
        )}
        {runs && runs.length > 0 && (
          <ul className="grid grid-cols-1 gap-4 lg:grid-cols-2">
            {runs.map((run) => (
              <RunCard key={run.id} run={run} />
            ))}
          </ul>
        )}
        <DfmModelsSection />
        {runs && runs.length > 0 && add('self-start sm:hidden')}
        <CreateRunDialog
          open={creating}
          onOpenChange={setCreating}
          from={asked.get('from')}
          model={asked.get('model')}
        />
        {adding && <AddModelDialog dropped={adding.dropped} onClose={closeAdding} />}
      </div>
    </Page>
  );
}
