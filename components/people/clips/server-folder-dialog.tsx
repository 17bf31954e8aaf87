'use client';
/** Picks files and folders of the server, from those that its configuration opens. They are used where they lie. */
import { ChevronUp, File, FileVideo2, Folder, Image as ImageIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ServerFolder } from '#core/contract/clip.ts';
import { uploads } from './uploads.ts';
import { useImportPaths, useServerFolder } from './use-server-folders.ts';

interface Props {
  personId: string;
  open: boolean;
  onClose: () => void;
}

export function ServerFolderDialog({ personId, open, onClose }: Props) {
  const t = useTranslations('serverFolders');
  return (
    <Dialog open={open} onOpenChange={onClose} title={t('title')} description={t('text')} wide>
      {open && <Browser personId={personId} onDone={onClose} />}
    </Dialog>
  );
}

function Browser({ personId, onDone }: { personId: string; onDone: () => void }) {
  const t = useTranslations('serverFolders');
  const [path, setPath] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data: folder, error } = useServerFolder(path);
  const take = useImportPaths(personId);
  const toggle = (one: string) => setChosen((now) => toggled(now, one));
  const submit = () =>
    take.mutate([...chosen], {
      onSuccess: ({ skipped }) => {
        if (skipped.length > 0) uploads.leaveOut(personId, t('title'), skipped);
        onDone();
      },
    });
  return (
    <div className="flex flex-col gap-3">
      {folder?.path && <Path folder={folder} onOpen={setPath} />}
      {error && <Problem error={error} />}
      {!folder && !error && <Skeleton className="h-40" />}
      {folder && <Entries folder={folder} chosen={chosen} onToggle={toggle} onOpen={setPath} />}
      {take.error && <Problem error={take.error} />}
      <Button look="primary" className="self-end" disabled={chosen.size === 0 || take.isPending} onClick={submit}>
        {t('take', { count: chosen.size })}
      </Button>
    </div>
  );
}

const toggled = (chosen: ReadonlySet<string>, one: string): ReadonlySet<string> =>
  chosen.has(one) ? new Set([...chosen].filter((other) => other !== one)) : new Set([...chosen, one]);

/** Where one is, and the way up: to the folder above, or to the list of those that are open. */
function Path({ folder, onOpen }: { folder: ServerFolder; onOpen: (path: string | null) => void }) {
  const t = useTranslations('serverFolders');
  return (
    <div className="flex items-center gap-2">
      <Button size="icon-small" aria-label={t('up')} onClick={() => onOpen(folder.parent)}>
        <ChevronUp aria-hidden />
      </Button>
      {/* Its end tells more than its beginning. */}
      <p className="min-w-0 truncate font-mono text-xs text-ink-2" dir="rtl" title={folder.path ?? ''}>
        <bdi>{folder.path}</bdi>
      </p>
    </div>
  );
}

interface EntriesProps {
  folder: ServerFolder;
  chosen: ReadonlySet<string>;
  onToggle: (path: string) => void;
  onOpen: (path: string) => void;
}

const icons = { video: FileVideo2, photo: ImageIcon, other: File } as const;

function Entries({ folder, chosen, onToggle, onOpen }: EntriesProps) {
  const t = useTranslations('serverFolders');
  const units = useUnits();
  if (folder.path === null && folder.folders.length === 0)
    return (
      <EmptyState icon={Folder} title={t('none')}>
        {t('noneText')}
      </EmptyState>
    );
  if (folder.folders.length === 0 && folder.files.length === 0)
    return <p className="py-6 text-center text-sm text-ink-2">{t('empty')}</p>;
  return (
    <ul aria-label={t('list')} className="max-h-[50dvh] divide-y overflow-y-auto rounded-lg border">
      {folder.folders.map(({ name, path }) => (
        <Row key={path} label={name} checked={chosen.has(path)} onToggle={() => onToggle(path)}>
          <Folder aria-hidden className="size-4 shrink-0 text-ink-3" />
          <button
            type="button"
            className="min-w-0 flex-1 truncate text-left hover:underline"
            onClick={() => onOpen(path)}
          >
            {name}
          </button>
        </Row>
      ))}
      {folder.files.map(({ name, path, kind, sizeBytes }) => {
        const Icon = icons[kind];
        return (
          <Row
            key={path}
            label={name}
            checked={chosen.has(path)}
            onToggle={() => onToggle(path)}
            disabled={kind === 'other'}
          >
            <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="shrink-0 text-xs text-ink-2 tabular">{units.bytes(sizeBytes)}</span>
          </Row>
        );
      })}
    </ul>
  );
}

interface RowProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onToggle: () => void;
  children: ReactNode;
}

function Row({ label, checked, disabled = false, onToggle, children }: RowProps) {
  const t = useTranslations('serverFolders');
  return (
    <li className="flex items-center gap-2.5 px-3 py-2 text-sm has-disabled:text-ink-3">
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={onToggle}
        aria-label={t('choose', { name: label })}
        className="size-4 shrink-0 accent-accent"
      />
      {children}
    </li>
  );
}
