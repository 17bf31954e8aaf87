'use client';
/** A model file: of another studio its card first and who its people are here, then the way in. */
import { FileUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { usePersons } from '#components/people/use-people.ts';
import { Button, ButtonLink } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { Select } from '#components/ui/select.tsx';
import type { ModelCard } from '#core/contract/model-card.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { Side } from '#core/contract/run.ts';
import { ModelCardFacts } from './model-card-facts.tsx';
import { useAddModel } from './use-add-model.ts';
import { useFileDrop } from './use-file-drop.ts';

interface Props {
  /** Chosen already, by being dropped on the page. */
  dropped: File | null;
  onClose: () => void;
}

export function AddModelDialog({ dropped, onClose }: Props) {
  const t = useTranslations('sharedModels');
  const { data: persons = [] } = usePersons();
  const { choose, upload, people, setPeople, sentShare, isChecking, problem } = useAddModel(persons, {
    dropped,
    onAdded: onClose,
  });
  const chosen = choose.data;
  const isBusy = upload.isPending || isChecking;
  const isReady = chosen !== undefined && (chosen.card === null || (people.a !== null && people.b !== null));
  const submit = () => {
    if (isReady) upload.mutate(chosen);
  };
  return (
    <Dialog open onOpenChange={onClose} title={t('add')} description={t('addText')} wide>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <FileChooser name={chosen?.file.name ?? null} disabled={isBusy} onChoose={(file) => choose.mutate(file)} />
        {chosen?.card === null && <p className="text-sm text-ink-2">{t('ofOthers')}</p>}
        {chosen?.card && <ChosenCard card={chosen.card} />}
        {chosen?.card && (
          <PeopleFields card={chosen.card} persons={persons} people={people} disabled={isBusy} onChange={setPeople} />
        )}
        {problem && <Problem error={problem} />}
        {isBusy && (
          <div className="flex flex-col gap-1.5 text-sm text-ink-2" role="status">
            {t(isChecking ? 'checking' : 'sending')}
            <Progress share={isChecking ? null : sentShare} label={t(isChecking ? 'checking' : 'sending')} />
          </div>
        )}
        <Button look="primary" type="submit" className="self-end" disabled={!isReady || isBusy}>
          {t('addAction')}
        </Button>
      </form>
    </Dialog>
  );
}

interface FileChooserProps {
  name: string | null;
  disabled: boolean;
  onChoose: (file: File) => void;
}

function FileChooser({ name, disabled, onChoose }: FileChooserProps) {
  const t = useTranslations('sharedModels');
  const input = useRef<HTMLInputElement>(null);
  const { over, zone } = useFileDrop((file) => {
    if (!disabled) onChoose(file);
  });
  return (
    <div
      {...zone}
      className={classNames(
        'flex min-w-0 flex-wrap items-center gap-3 rounded-lg border border-dashed border-line-strong p-4 transition-colors',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        <FileUp aria-hidden />
        {t(name === null ? 'choose' : 'chooseOther')}
      </Button>
      <span className="min-w-0 text-sm text-ink-2 wrap-anywhere">{name ?? t('drop')}</span>
      <input
        ref={input}
        type="file"
        accept=".safetensors,.dfm"
        aria-label={t('choose')}
        className="hidden"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file chosen again is a change too.
          event.target.value = '';
          if (file) onChoose(file);
        }}
      />
    </div>
  );
}

function ChosenCard({ card }: { card: ModelCard }) {
  const t = useTranslations('sharedModels');
  const units = useUnits();
  return (
    <div className="flex flex-col gap-4 rounded-lg bg-hover p-4">
      <p className="text-sm text-ink-2">
        {t('cardBefore', { madeBy: card.madeBy, date: units.dateTime(card.madeAt) })}
      </p>
      <ModelCardFacts card={card} />
    </div>
  );
}

interface PeopleFieldsProps {
  card: ModelCard;
  persons: readonly PersonView[];
  people: Readonly<Record<Side, string | null>>;
  disabled: boolean;
  onChange: (people: Record<Side, string | null>) => void;
}

function PeopleFields({ card, persons, people, disabled, onChange }: PeopleFieldsProps) {
  const t = useTranslations('sharedModels');
  const training = useTranslations('training');
  const consent = useTranslations('consent');
  if (persons.filter((person) => person.consent === 'active').length < 2)
    return (
      <div className="flex flex-wrap items-center justify-between gap-3 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
        {t('nobody')}
        <ButtonLink size="small" href="/people">
          {t('toPeople')}
        </ButtonLink>
      </div>
    );
  const field = (side: Side) => {
    const label = t(side === 'a' ? 'whoA' : 'whoB', { name: card.people[side].name });
    return (
      <Field label={label}>
        <Select
          label={label}
          placeholder={training('choosePerson')}
          value={people[side]}
          disabled={disabled}
          onChange={(id) => onChange({ ...people, [side]: id })}
          items={persons.map((person) => ({
            value: person.id,
            label: person.name,
            note: consent(`standing.${person.consent}`),
            disabled: person.consent !== 'active' || person.id === people[side === 'a' ? 'b' : 'a'],
          }))}
        />
      </Field>
    );
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="grid grid-cols-1 gap-5 sm:grid-cols-2">
        {field('a')}
        {field('b')}
      </div>
      <p className="text-xs text-ink-2">{t('whoHelp')}</p>
    </div>
  );
}
