'use client';
/** Takes videos, photos and whole folders by dropping or choosing; shut, with the reason, until consent holds. */
import { FileVideo2, FolderUp, Server, ShieldQuestion } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type DragEvent, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { PersonView } from '#core/contract/person.ts';
import { droppedFrom, type PickedFile, pickedFrom } from './picked-files.ts';
import { ServerFolderDialog } from './server-folder-dialog.tsx';

interface Props {
  person: PersonView;
  onFiles: (files: PickedFile[]) => void;
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
  return <OpenZone personId={person.id} onFiles={onFiles} />;
}

function OpenZone({ personId, onFiles }: { personId: string; onFiles: (files: PickedFile[]) => void }) {
  const t = useTranslations('upload');
  const [over, setOver] = useState(false);
  const [browsing, setBrowsing] = useState(false);
  const drag = (inside: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the buttons inside do the same by key
    <div
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        void droppedFrom(event.dataTransfer).then(onFiles);
      }}
      className={classNames(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed border-line-strong px-6 py-8 text-center transition-colors',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <FileVideo2 aria-hidden className="size-6 text-ink-3" strokeWidth={1.5} />
      <p className="max-w-md text-sm text-ink-2">{t('drop')}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Chooser onFiles={onFiles} />
        <Chooser folders onFiles={onFiles} />
        <Button look="quiet" onClick={() => setBrowsing(true)}>
          <Server aria-hidden />
          {t('fromServer')}
        </Button>
      </div>
      <ServerFolderDialog personId={personId} open={browsing} onClose={() => setBrowsing(false)} />
    </div>
  );
}

/** React has no name for what lets a chooser take folders. */
const foldersOnly = { webkitdirectory: '' };

interface ChooserProps {
  folders?: boolean;
  onFiles: (files: PickedFile[]) => void;
}

function Chooser({ folders = false, onFiles }: ChooserProps) {
  const t = useTranslations('upload');
  const chooser = useRef<HTMLInputElement>(null);
  const label = folders ? t('chooseFolder') : t('choose');
  return (
    <>
      <Button look={folders ? 'quiet' : 'secondary'} onClick={() => chooser.current?.click()}>
        {folders && <FolderUp aria-hidden />}
        {label}
      </Button>
      <input
        ref={chooser}
        type="file"
        {...(folders ? foldersOnly : { multiple: true })}
        aria-label={label}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          onFiles(pickedFrom([...(event.target.files ?? [])]));
          event.target.value = '';
        }}
      />
    </>
  );
}
