'use client';
/** Takes many addresses at once; those that are not taken stay in the box, each with its reason. */
import { Link2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field, TextArea } from '#components/ui/field.tsx';
import { Problem, useProblemWords } from '#components/ui/problem.tsx';
import type { LinksAdded } from '#core/contract/link.ts';
import { urlsIn } from '#core/studio/link-urls.ts';
import { useAddLinks } from './use-links.ts';

export function PasteLinks({ personId }: { personId: string }) {
  const t = useTranslations('links');
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<LinksAdded['refused']>([]);
  const add = useAddLinks(personId);
  const urls = urlsIn(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (urls.length === 0) return;
    add.mutate(urls, {
      onSuccess: (answer) => {
        setRefused(answer.refused);
        setText(answer.refused.map(({ url }) => url).join('\n'));
      },
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 rounded-lg border bg-surface p-4">
      <Field label={t('paste')} help={t('pasteHelp')}>
        <TextArea
          value={text}
          rows={Math.min(8, Math.max(2, text.split('\n').length))}
          spellCheck={false}
          placeholder="https://"
          className="font-mono text-xs"
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      {add.error && <Problem error={add.error} />}
      {refused.length > 0 && <Refused refused={refused} />}
      <Button type="submit" className="self-end" disabled={urls.length === 0 || add.isPending}>
        <Link2 aria-hidden />
        {t('add', { count: urls.length })}
      </Button>
    </form>
  );
}

function Refused({ refused }: { refused: LinksAdded['refused'] }) {
  const words = useProblemWords();
  return (
    <ul role="alert" className="flex flex-col gap-1 rounded-md bg-warn-soft px-3 py-2 text-xs">
      {refused.map((one) => (
        <li key={one.url} className="flex flex-wrap gap-x-2">
          <span className="max-w-full truncate font-mono">{one.url}</span>
          <span className="text-ink-2">{words(one)}</span>
        </li>
      ))}
    </ul>
  );
}
