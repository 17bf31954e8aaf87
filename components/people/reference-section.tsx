'use client';
/** The photo that decides which of the faces in a clip is this person's. */
import { ImageUp, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { Button } from '#components/ui/button.tsx';
import { Section } from '#components/ui/card.tsx';
import { Problem } from '#components/ui/problem.tsx';
import type { PersonView } from '#core/contract/person.ts';
import { useRemoveReference, useWriteReference } from './use-people.ts';

export function ReferenceSection({ person }: { person: PersonView }) {
  const t = useTranslations('reference');
  const chooser = useRef<HTMLInputElement>(null);
  const write = useWriteReference(person.id);
  const remove = useRemoveReference(person.id);
  const error = write.error ?? remove.error;
  return (
    <Section title={t('title')} description={t('text')}>
      {error && <Problem error={error} />}
      <div className="flex flex-wrap items-end gap-4">
        {person.hasReference && (
          // biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size
          <img
            src={`${mediaUrls.reference(person.id)}?v=${write.submittedAt}`}
            alt={t('of', { name: person.name })}
            className="max-h-72 max-w-full rounded-lg border bg-stage"
          />
        )}
        <div className="flex gap-2">
          <Button onClick={() => chooser.current?.click()} disabled={write.isPending}>
            <ImageUp aria-hidden />
            {person.hasReference ? t('replace') : t('choose')}
          </Button>
          {person.hasReference && (
            <Button look="danger" onClick={() => remove.mutate(undefined)} disabled={remove.isPending}>
              <Trash2 aria-hidden />
              {t('remove')}
            </Button>
          )}
        </div>
        <input
          ref={chooser}
          type="file"
          accept="image/*"
          aria-label={t('choose')}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const photo = event.target.files?.[0];
            if (photo) write.mutate(photo);
            event.target.value = '';
          }}
        />
      </div>
    </Section>
  );
}
