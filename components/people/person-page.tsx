'use client';
/** One person: whether their face may be used, their clips, the faces found in them. */
import { FileDown, Images, MoreHorizontal, Pencil, Scale, Trash2 } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { coverageHref } from '#components/coverage/coverage-address.ts';
import { Page } from '#components/shell/page.tsx';
import { WhenLoaded } from '#components/shell/when-loaded.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { PersonView } from '#core/contract/person.ts';
import { ClipsSection } from './clips/clips-section.tsx';
import { ConsentSection } from './consent/consent-section.tsx';
import { ConsentBadge } from './consent-badge.tsx';
import { Portrait } from './portrait.tsx';
import { ReferenceSection } from './reference-section.tsx';
import { RenamePersonDialog } from './rename-person-dialog.tsx';
import { usePerson, useRemovePerson } from './use-people.ts';

export function PersonPage({ personId }: { personId: string }) {
  return <WhenLoaded query={usePerson(personId)}>{(person) => <Loaded person={person} />}</WhenLoaded>;
}

const tabNames = ['clips', 'consent', 'reference'] as const;
type TabName = (typeof tabNames)[number];

function Loaded({ person }: { person: PersonView }) {
  const t = useTranslations('people');
  const router = useRouter();
  const asked = useSearchParams().get('tab');
  const tab: TabName =
    tabNames.find((name) => name === asked) ??
    (person.consent === 'missing' && person.clipCount === 0 ? 'consent' : 'clips');
  const show = (next: TabName) => router.replace(`/people/${person.id}?tab=${next}`, { scroll: false });
  return (
    <Page title={person.name} trail={[{ href: '/people', label: t('title') }]} actions={<PersonMenu person={person} />}>
      <PersonHeader person={person} />
      <Tabs<TabName>
        value={tab}
        onChange={show}
        tabs={[
          {
            value: 'clips',
            label: t('tab.clips'),
            content: <ClipsSection person={person} onAskConsent={() => show('consent')} />,
          },
          {
            value: 'consent',
            label: t('tab.consent'),
            content: <ConsentSection person={person} onRecorded={() => show('clips')} />,
          },
          { value: 'reference', label: t('tab.reference'), content: <ReferenceSection person={person} /> },
        ]}
      />
    </Page>
  );
}

function PersonHeader({ person }: { person: PersonView }) {
  const t = useTranslations('people');
  const coverage = useTranslations('coverage');
  const total = person.faces.kept + person.faces.rejected + person.faces.other;
  return (
    <div className="flex flex-wrap items-center gap-5">
      <Portrait person={person} className="size-24 text-2xl" />
      <div className="flex min-w-0 flex-1 flex-col items-start gap-2">
        <p className="max-w-full truncate text-xl font-semibold">{person.name}</p>
        <ConsentBadge standing={person.consent} />
        <p className="text-sm text-ink-2 tabular">
          {t('counts', { clips: person.clipCount, faces: person.faces.kept })}
        </p>
      </div>
      {total > 0 && (
        <ButtonLink href={`/people/${person.id}/faces`}>
          <Images aria-hidden />
          {t('review', { count: total })}
        </ButtonLink>
      )}
      {person.faces.kept > 0 && (
        <ButtonLink href={coverageHref({ a: person.id })}>
          <Scale aria-hidden />
          {coverage('compare')}
        </ButtonLink>
      )}
    </div>
  );
}

function PersonMenu({ person }: { person: PersonView }) {
  const t = useTranslations('people');
  const router = useRouter();
  const notify = useNotify();
  const remove = useRemovePerson();
  const [dialog, setDialog] = useState<'rename' | 'remove' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('more')}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
        items={[
          { label: t('rename'), icon: Pencil, run: () => setDialog('rename') },
          ...(person.faces.kept > 0
            ? [
                {
                  label: t('exportFaces'),
                  icon: FileDown,
                  run: () => window.location.assign(mediaUrls.dataset(person.id)),
                },
              ]
            : []),
          { label: t('remove'), icon: Trash2, danger: true, run: () => setDialog('remove') },
        ]}
      />
      {dialog === 'rename' && <RenamePersonDialog person={person} onClose={close} />}
      <ConfirmDialog
        open={dialog === 'remove'}
        onOpenChange={close}
        title={t('removeTitle', { name: person.name })}
        description={t('removeText')}
        action={t('remove')}
        onConfirm={() => remove.mutate(person.id, { onSuccess: () => router.push('/people'), onError: notify.failed })}
      />
    </>
  );
}
