'use client';
/** A list of videos asks which of them are wanted. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Problem } from '#components/ui/problem.tsx';
import type { LinkView, Playlist } from '#core/contract/link.ts';
import { useChooseEntries } from './use-links.ts';

interface Props {
  link: LinkView;
  playlist: Playlist;
  onClose: () => void;
}

export function ChooseDialog({ link, playlist, onClose }: Props) {
  const t = useTranslations('links');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const choose = useChooseEntries(link);
  const { count, entries } = playlist;
  const toggle = (index: number) => {
    const next = new Set(chosen);
    if (!next.delete(index)) next.add(index);
    setChosen(next);
  };
  const all = chosen.size === entries.length;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      wide
      title={playlist.title}
      description={
        count > entries.length ? t('chooseSome', { count, shown: entries.length }) : t('chooseText', { count })
      }
    >
      <div className="flex flex-col gap-3">
        <ul
          aria-label={playlist.title}
          className="flex max-h-[50dvh] flex-col divide-y overflow-y-auto rounded-lg border"
        >
          {entries.map((entry) => (
            <li key={entry.index}>
              <label className="flex cursor-pointer items-center gap-3 px-3 py-2 text-sm hover:bg-hover">
                <input
                  type="checkbox"
                  checked={chosen.has(entry.index)}
                  onChange={() => toggle(entry.index)}
                  className="size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0 flex-1 wrap-anywhere">{entry.title}</span>
                <Length seconds={entry.durationSeconds} />
              </label>
            </li>
          ))}
        </ul>
        {choose.error && <Problem error={choose.error} />}
        <div className="flex flex-wrap justify-between gap-2">
          <Button look="quiet" onClick={() => setChosen(new Set(all ? [] : entries.map(({ index }) => index)))}>
            {all ? t('chooseNone') : t('chooseAll')}
          </Button>
          <Button
            look="primary"
            disabled={chosen.size === 0 || choose.isPending}
            onClick={() => choose.mutate([...chosen].sort((left, right) => left - right))}
          >
            {t('take', { count: chosen.size })}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Length({ seconds }: { seconds: number | null }) {
  const units = useUnits();
  return seconds === null ? null : <span className="text-xs text-ink-2 tabular">{units.clock(seconds)}</span>;
}
