'use client';
/** Videos from the web: paste addresses, see what each is, download those that are wanted. */
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '#components/ui/button.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { LinkView } from '#core/contract/link.ts';
import type { PersonView } from '#core/contract/person.ts';
import { LinkRow } from './link-row.tsx';
import { PasteLinks } from './paste-links.tsx';
import { useDownloadLinks, useLinks } from './use-links.ts';

export function LinksSection({ person, clips }: { person: PersonView; clips: readonly ClipView[] }) {
  const t = useTranslations('links');
  const { data: links = [], error } = useLinks(person.id);
  if (person.consent !== 'active' && links.length === 0) return null;
  return (
    <section aria-label={t('title')} className="flex flex-col gap-3">
      {person.consent === 'active' && <PasteLinks personId={person.id} />}
      {error && <Problem error={error} />}
      {links.length > 0 && (
        <>
          <DownloadAll links={links} />
          <ul aria-label={t('list')} className="flex flex-col divide-y rounded-lg border bg-surface">
            {links.map((link) => (
              <LinkRow key={link.id} link={link} clip={clips.find(({ id }) => id === link.clipId)} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function DownloadAll({ links }: { links: readonly LinkView[] }) {
  const t = useTranslations('links');
  const notify = useNotify();
  const download = useDownloadLinks();
  const ready = links.filter(({ state }) => state === 'ready').map(({ id }) => id);
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
      <p className="text-sm text-ink-2 tabular">{t('count', { count: links.length })}</p>
      {ready.length > 0 && (
        <Button
          look="primary"
          disabled={download.isPending}
          onClick={() => download.mutate(ready, { onError: notify.failed })}
        >
          <Download aria-hidden />
          {t('downloadAll', { count: ready.length })}
        </Button>
      )}
    </div>
  );
}
