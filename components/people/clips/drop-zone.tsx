'use client';
/** Takes videos by dropping or choosing; shut, with the reason, until consent holds. */
import { FileVideo2, ShieldQuestion } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { PersonView } from '#core/contract/person.ts';

interface Props {
  person: PersonView;
  onFiles: (files: File[]) => void;
  onAskConsent: () => void;
}

export function DropZone({ person, onFiles, onAskConsent }: Props) {
  const t = useTranslations('upload');
  if (person.consent !== 'active')
    return (
      <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-8 text-center">
        <ShieldQuestion aria-hidden className="size-6 text-warn" strokeWidth={1.5} />
        <p className="max-w-md text-sm text-ink-2">{t(`closed.${person.consent}`, { name: person.name })}</p>
        <Button look="primary" onClick={onAskConsent}>
          {t('toConsent')}
        </Button>
      </div>
    );
  return <OpenZone onFiles={onFiles} />;
}

function OpenZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations('upload');
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the button inside does the same by key
    <div
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        onFiles([...event.dataTransfer.files]);
      }}
      className={classNames(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-8 text-center transition-colors',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <FileVideo2 aria-hidden className="size-6 text-ink-3" strokeWidth={1.5} />
      <p className="max-w-md text-sm text-ink-2">{t('drop')}</p>
      <Button onClick={() => chooser.current?.click()}>{t('choose')}</Button>
      <input
        ref={chooser}
        type="file"
        multiple
        aria-label={t('choose')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
