'use client';
/** Who agreed, how it is known, to what, and from when until when. Checked by the contract's own schema. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useRecordConsent } from '#components/people/use-people.ts';
import { Button } from '#components/ui/button.tsx';
import { Field, Input, TextArea } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Select } from '#components/ui/select.tsx';
import {
  type ConsentMethod,
  type CreateConsent,
  consentMethod,
  createConsent,
  type PersonView,
} from '#core/contract/person.ts';

interface Props {
  person: PersonView;
  onDone: () => void;
  onCancel?: (() => void) | undefined;
}

interface Draft {
  grantedBy: string;
  method: ConsentMethod;
  purpose: string;
  evidence: string;
  validFrom: string;
  validUntil: string;
}

/** The day where the reader is, not in Greenwich. */
const today = (): string => {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
};

export function ConsentForm({ person, onDone, onCancel }: Props) {
  const t = useTranslations('consent');
  const record = useRecordConsent(person.id);
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<Draft>({
    grantedBy: person.name,
    method: 'self',
    purpose: '',
    evidence: '',
    validFrom: today(),
    validUntil: '',
  });
  const set = (change: Partial<Draft>) => setDraft((old) => ({ ...old, ...change }));
  const submit = () => {
    const checked = createConsent.safeParse({ ...draft, validUntil: draft.validUntil || null });
    setWrong(new Set(checked.error?.issues.map((issue) => String(issue.path[0]))));
    if (checked.success) record.mutate(checked.data satisfies CreateConsent, { onSuccess: onDone });
  };
  const errorOf = (field: keyof Draft) => (wrong.has(field) ? t(`wrong.${field}`) : undefined);
  return (
    <form
      noValidate
      className="grid grid-cols-1 gap-5 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={t('grantedBy')} help={t('grantedByHelp')} error={errorOf('grantedBy')}>
        <Input
          name="grantedBy"
          value={draft.grantedBy}
          onChange={(event) => set({ grantedBy: event.target.value })}
          autoComplete="off"
        />
      </Field>
      <Field label={t('method')} help={t(`methodHelp.${draft.method}`)} error={errorOf('method')}>
        <Select
          label={t('method')}
          value={draft.method}
          onChange={(method) => set({ method })}
          items={consentMethod.options.map((method) => ({ value: method, label: t(`methods.${method}`) }))}
        />
      </Field>
      <Field label={t('purpose')} help={t('purposeHelp')} error={errorOf('purpose')} className="sm:col-span-2">
        <TextArea name="purpose" value={draft.purpose} onChange={(event) => set({ purpose: event.target.value })} />
      </Field>
      <Field label={t('evidence')} help={t('evidenceHelp')} error={errorOf('evidence')} className="sm:col-span-2">
        <Input
          name="evidence"
          value={draft.evidence}
          onChange={(event) => set({ evidence: event.target.value })}
          autoComplete="off"
        />
      </Field>
      <Field label={t('validFrom')} error={errorOf('validFrom')}>
        <Input
          name="validFrom"
          type="date"
          value={draft.validFrom}
          onChange={(event) => set({ validFrom: event.target.value })}
        />
      </Field>
      <Field label={t('validUntil')} help={t('validUntilHelp')} error={errorOf('validUntil')}>
        <Input
          name="validUntil"
          type="date"
          value={draft.validUntil}
          onChange={(event) => set({ validUntil: event.target.value })}
        />
      </Field>
      {record.error && <Problem error={record.error} className="sm:col-span-2" />}
      <div className="flex justify-end gap-2 sm:col-span-2">
        {onCancel && <Button onClick={onCancel}>{t('cancel')}</Button>}
        <Button look="primary" type="submit" disabled={record.isPending}>
          {t('record')}
        </Button>
      </div>
    </form>
  );
}
