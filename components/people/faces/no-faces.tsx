'use client';
/** Nothing to show: because there is nothing yet, or because the view shows nothing of it. */
import { FilterX, ScanFace } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { PersonView } from '#core/contract/person.ts';
import { type FaceView, plainView } from './face-view.ts';

export function NoFaces({
  person,
  view,
  onView,
}: {
  person: PersonView;
  view: FaceView;
  onView: (view: FaceView) => void;
}) {
  const t = useTranslations('faces');
  const { kept, unsure, other, rejected } = person.faces;
  if (kept + unsure + other + rejected === 0)
    return (
      <EmptyState
        icon={ScanFace}
        title={t('emptyTitle')}
        actions={<ButtonLink href={`/people/${person.id}`}>{t('toClips')}</ButtonLink>}
      >
        {t('emptyText')}
      </EmptyState>
    );
  return (
    <div className="grid flex-1 place-items-center">
      <EmptyState
        icon={FilterX}
        title={t('noneTitle')}
        actions={
          <Button onClick={() => onView({ ...plainView, states: [], sort: view.sort, descending: view.descending })}>
            {t('showAll')}
          </Button>
        }
      >
        {t('noneText')}
      </EmptyState>
    </div>
  );
}
