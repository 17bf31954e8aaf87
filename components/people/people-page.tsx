'use client';
/** Everyone whose face the studio knows. */
import { Plus, Users } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Page } from '#components/shell/page.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { PersonView } from '#core/contract/person.ts';
import { ConsentBadge } from './consent-badge.tsx';
import { CreatePersonDialog } from './create-person-dialog.tsx';
import { Portrait } from './portrait.tsx';
import { usePersons } from './use-people.ts';

export function PeoplePage() {
  const t = useTranslations('people');
  const [creating, setCreating] = useState(false);
  const { data: persons, error, isPending } = usePersons();
  const create = (
    <Button look="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden />
      {t('add')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={persons && persons.length > 0 && create}>
      {error && <Problem error={error} />}
      {isPending && <CardSkeletons />}
      {persons?.length === 0 && (
        <EmptyState icon={Users} title={t('emptyTitle')} actions={create}>
          {t('emptyText')}
        </EmptyState>
      )}
      {persons && persons.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-4">
          {persons.map((person) => (
            <PersonCard key={person.id} person={person} />
          ))}
        </ul>
      )}
      <CreatePersonDialog open={creating} onOpenChange={setCreating} />
    </Page>
  );
}

function PersonCard({ person }: { person: PersonView }) {
  const t = useTranslations('people');
  return (
    <li>
      <Link
        href={`/people/${person.id}`}
        className="group block overflow-hidden rounded-lg border bg-surface transition-colors hover:border-line-strong"
      >
        <Portrait person={person} className="aspect-[4/3] w-full rounded-none text-2xl" />
        <div className="flex flex-col gap-2 p-4">
          <div className="flex items-center justify-between gap-2">
            <span className="truncate font-medium">{person.name}</span>
            <ConsentBadge standing={person.consent} />
          </div>
          <span className="text-xs text-ink-2 tabular">
            {t('counts', { clips: person.clipCount, faces: person.faces.kept })}
          </span>
        </div>
      </Link>
    </li>
  );
}

function CardSkeletons() {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] gap-4">
      <Skeleton className="h-64" />
      <Skeleton className="h-64" />
    </div>
  );
}
