'use client';
/** What happened to a run, newest first, as it happens; by kind, by word, and as a text file. */
import { Download } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import { ButtonAnchor } from '#components/ui/button.tsx';
import { Card, Section } from '#components/ui/card.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Input } from '#components/ui/field.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { RunView } from '#core/contract/run.ts';
import type { RunHappened, RunLogEntry } from '#core/contract/run-log.ts';
import { useRunLogWords } from './use-run-log-words.ts';
import { useRunLog } from './use-runs.ts';

const parts = {
  all: null,
  saves: ['checkpoint'],
  changes: ['settings-changed', 'faces-shown'],
  course: ['started', 'opened', 'paused', 'resumed', 'ended', 'interrupted', 'diverged', 'went-back', 'failed'],
  printed: ['printed'],
} as const satisfies Record<string, readonly RunHappened['kind'][] | null>;
type Part = keyof typeof parts;

const alarming: readonly RunHappened['kind'][] = ['diverged', 'failed', 'interrupted'];

export function RunLog({ run }: { run: RunView }) {
  const t = useTranslations('training.runLog');
  const words = useRunLogWords();
  const { data } = useRunLog(run.id);
  const [part, setPart] = useState<Part>('all');
  const [sought, setSought] = useState('');
  const kinds: readonly string[] | null = parts[part];
  const all = data?.entries ?? [];
  const shown = all
    .filter(({ happened }) => kinds === null || kinds.includes(happened.kind))
    .map((entry) => ({ ...entry, words: words(entry.happened) }))
    .filter((entry) => entry.words.toLowerCase().includes(sought.trim().toLowerCase()))
    .reverse();
  return (
    <Section
      title={t('title')}
      description={t('text')}
      actions={
        <ButtonAnchor look="quiet" size="small" href={mediaUrls.runLog(run.id)} download>
          <Download aria-hidden />
          {t('download')}
        </ButtonAnchor>
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <Segmented<Part>
          label={t('part')}
          value={part}
          onChange={setPart}
          choices={(['all', 'course', 'saves', 'changes', 'printed'] as const).map((value) => ({
            value,
            label: t(`parts.${value}`),
          }))}
        />
        <Input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
          className="w-full sm:w-56"
        />
      </div>
      <Card>
        {shown.length === 0 ? (
          <p className="px-4 py-3 text-sm text-ink-2">{all.length === 0 ? t('nothing') : t('noMatch')}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
          <ol aria-label={t('title')} tabIndex={0} className="max-h-80 divide-y overflow-y-auto text-sm">
            {shown.map((entry) => (
              <Entry key={entry.seq} entry={entry} words={entry.words} />
            ))}
          </ol>
        )}
      </Card>
    </Section>
  );
}

function Entry({ entry: { at, happened }, words }: { entry: RunLogEntry; words: string }) {
  const units = useUnits();
  return (
    <li className="flex flex-col gap-x-4 px-4 py-2 sm:flex-row">
      <time dateTime={at} className="shrink-0 text-xs leading-5 text-ink-2 tabular sm:w-40">
        {units.dateTime(at)}
      </time>
      <span
        className={classNames(
          'min-w-0 wrap-anywhere',
          happened.kind === 'printed' && 'font-mono text-xs leading-5 text-ink-2',
          alarming.includes(happened.kind) && 'text-bad',
        )}
      >
        {words}
      </span>
    </li>
  );
}
