'use client';
/** What the studio runs on: its parts with a verdict and what to do, the room on disk, the limits. */
import { CircleCheck, CircleX, RotateCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import { Page } from '#components/shell/page.tsx';
import { Section } from '#components/ui/card.tsx';
import { Facts } from '#components/ui/facts.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { Cell, HeaderCell, Table } from '#components/ui/table.tsx';
import type { SystemView } from '#core/contract/system.ts';
import { useSystem } from './use-system.ts';

export function SystemPage() {
  const t = useTranslations('system');
  const system = useSystem();
  return (
    <Page
      title={t('title')}
      actions={
        <IconButton label={t('refresh')} disabled={system.isFetching} onClick={() => system.refetch()}>
          <RotateCw aria-hidden />
        </IconButton>
      }
    >
      {system.error && <Problem error={system.error} />}
      {system.isPending && <Skeleton className="h-64" />}
      {system.data && <Loaded system={system.data} />}
    </Page>
  );
}

function Loaded({ system }: { system: SystemView }) {
  const t = useTranslations('system');
  const units = useUnits();
  const { limits } = system;
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2">
        <Section title={t('machine')}>
          <Facts
            facts={[
              { name: t('device'), value: system.device },
              { name: t('cores'), value: units.number(system.cores) },
              { name: t('memory'), value: t('gigabytes', { count: units.number(system.memoryGb, 1) }) },
              { name: t('folder'), value: <code className="font-mono text-xs">{system.dataFolder}</code> },
              { name: t('free'), value: units.bytes(system.freeBytes) },
              { name: t('version'), value: system.version },
              { name: t('started'), value: units.dateTime(system.startedAt) },
            ]}
          />
        </Section>
        <Section title={t('limits')} description={t('limitsText')}>
          <Facts
            facts={[
              { name: t('maxFile'), value: units.bytes(limits.maxFileBytes) },
              { name: t('maxDuration'), value: units.span(limits.maxDurationSeconds) },
              { name: t('maxPixels'), value: t('megapixels', { count: units.number(limits.maxPixels / 1e6, 1) }) },
            ]}
          />
        </Section>
      </div>
      <Section title={t('parts')} description={t('partsText')}>
        <PartsTable parts={system.parts.toSorted((left, right) => urgency[left.verdict] - urgency[right.verdict])} />
      </Section>
    </>
  );
}

/** What needs somebody comes first. */
const urgency = { fail: 0, warn: 1, ok: 2 };

const verdictIcons = {
  ok: <CircleCheck aria-hidden className="size-4 text-good" />,
  warn: <TriangleAlert aria-hidden className="size-4 text-warn" />,
  fail: <CircleX aria-hidden className="size-4 text-bad" />,
};

function PartsTable({ parts }: { parts: SystemView['parts'] }) {
  const t = useTranslations('system');
  return (
    <Table>
      <thead>
        <tr>
          <HeaderCell>{t('part')}</HeaderCell>
          <HeaderCell>{t('verdict')}</HeaderCell>
          <HeaderCell>{t('version')}</HeaderCell>
          <HeaderCell className="max-sm:hidden">{t('advice')}</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.name}>
            <Cell className="font-medium">{part.name}</Cell>
            <Cell>
              <span className="flex items-center gap-2 whitespace-nowrap">
                {verdictIcons[part.verdict]}
                {t(`verdicts.${part.verdict}`)}
              </span>
              {part.advice && <span className="mt-1 block text-xs text-ink-2 sm:hidden">{part.advice}</span>}
            </Cell>
            <Cell className="text-ink-2 wrap-anywhere">{part.version ?? '–'}</Cell>
            <Cell className="text-ink-2 max-sm:hidden">{part.advice}</Cell>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
