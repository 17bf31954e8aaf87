'use client';
/** Models that other programs made, and whose face each of them shows: without that it draws nothing. */
import { Box, Clapperboard, MoreHorizontal, Trash2, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { ConsentBadge } from '#components/people/consent-badge.tsx';
import { shortDigest } from '#components/training/sharing/model-card-facts.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Section } from '#components/ui/card.tsx';
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useNotify } from '#components/ui/use-notify.ts';
import type { DfmModelView } from '#core/contract/dfm-model.ts';
import { NamePersonForm } from './name-person-form.tsx';
import { draws, useDfmModels, useRemoveDfmModel } from './use-dfm-models.ts';

export function DfmModelsSection() {
  const t = useTranslations('otherModels');
  const { data: models = [] } = useDfmModels();
  if (models.length === 0) return null;
  return (
    <Section title={t('title')} description={t('text')}>
      <ul aria-label={t('title')} className="grid grid-cols-1 gap-4 lg:grid-cols-2">
        {models.map((model) => (
          <DfmModelCard key={model.id} model={model} />
        ))}
      </ul>
    </Section>
  );
}

function DfmModelCard({ model }: { model: DfmModelView }) {
  const t = useTranslations('otherModels');
  const units = useUnits();
  const [naming, setNaming] = useState(false);
  return (
    <li className="flex min-w-0 gap-4 rounded-lg border bg-surface p-4">
      <div className="hidden size-16 shrink-0 place-items-center rounded-md bg-hover sm:grid">
        <Box aria-hidden className="size-6 text-ink-3" strokeWidth={1.5} />
      </div>
      <div className="flex min-w-0 flex-1 flex-col gap-3">
        <div className="flex items-start justify-between gap-2">
          <div className="flex min-w-0 flex-col gap-1">
            <p className="font-medium wrap-anywhere">{model.name}</p>
            <p className="text-sm text-ink-2 tabular">
              {t('facts', { side: model.faceSize, size: units.bytes(model.sizeBytes) })}
              {model.morphs && ` · ${t('morphs')}`}
            </p>
            <p className="text-xs text-ink-3 tabular">
              <span title={model.sha256}>SHA‑256 {shortDigest(model.sha256)}</span> · {units.dateTime(model.createdAt)}
            </p>
          </div>
          <CardMenu model={model} onName={() => setNaming(true)} />
        </div>
        {model.person && <Shown person={model.person} consent={model.consent} />}
        {model.person === null && (
          <div className="flex flex-wrap items-center gap-2">
            <Badge tone="warn">{t('unknown')}</Badge>
            <span className="text-sm text-ink-2">{t('unknownText')}</span>
          </div>
        )}
        {(model.person === null || naming) && <NamePersonForm model={model} onNamed={() => setNaming(false)} />}
        {draws(model) && !naming && (
          <ButtonLink href={`/conversions?model=${model.id}`} className="self-start" size="small">
            <Clapperboard aria-hidden />
            {t('convert')}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}

function Shown({ person, consent }: { person: NonNullable<DfmModelView['person']>; consent: DfmModelView['consent'] }) {
  const t = useTranslations('otherModels');
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <span>
        {t.rich('shows', {
          name: person.name,
          link: (chunks) => (
            <Link href={`/people/${person.id}`} className="font-medium underline-offset-2 hover:underline">
              {chunks}
            </Link>
          ),
        })}
      </span>
      {consent !== 'unknown' && <ConsentBadge standing={consent} />}
    </p>
  );
}

function CardMenu({ model, onName }: { model: DfmModelView; onName: () => void }) {
  const t = useTranslations('otherModels');
  const notify = useNotify();
  const remove = useRemoveDfmModel();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t('more', { name: model.name })}>
            <MoreHorizontal aria-hidden />
          </IconButton>
        }
        items={[
          ...(model.person ? [{ label: t('other'), icon: UserRound, run: onName }] : []),
          { label: t('remove'), icon: Trash2, danger: true, run: () => setAsking(true) },
        ]}
      />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('removeTitle', { name: model.name })}
        description={t('removeText')}
        action={t('remove')}
        onConfirm={() => remove.mutate(model.id, { onError: notify.failed })}
      />
    </>
  );
}
