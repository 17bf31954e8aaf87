'use client';
/** A person's videos: bring them in, see what they are, find the faces in them. */
import { useTranslations } from 'next-intl';
import { LinksSection } from '#components/people/links/links-section.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { PersonView } from '#core/contract/person.ts';
import { ClipRow } from './clip-row.tsx';
import { DropZone } from './drop-zone.tsx';
import { sortFiles } from './picked-files.ts';
import { UploadList } from './upload-list.tsx';
import { uploads } from './uploads.ts';
import { useClips } from './use-clips.ts';
import { useUploads } from './use-uploads.ts';

export function ClipsSection({ person, onAskConsent }: { person: PersonView; onAskConsent: () => void }) {
  const t = useTranslations('clips');
  const { data: clips = [], error, isPending } = useClips(person.id);
  const sending = useUploads(person.id, clips);
  return (
    <div className="flex flex-col gap-5">
      <DropZone
        person={person}
        onFiles={(files) => uploads.start(person.id, sortFiles(files))}
        onAskConsent={onAskConsent}
      />
      <LinksSection person={person} clips={clips} />
      {error && <Problem error={error} />}
      {sending.length > 0 && <UploadList rows={sending} />}
      {isPending && <Skeleton className="h-24" />}
      {clips.length > 0 && (
        <ul aria-label={t('list')} className="flex flex-col gap-3">
          {clips.map((clip) => (
            <ClipRow key={clip.id} clip={clip} person={person} />
          ))}
        </ul>
      )}
      {!isPending && clips.length === 0 && sending.length === 0 && person.consent === 'active' && (
        <p className="text-sm text-ink-2">{t('empty')}</p>
      )}
    </div>
  );
}
