'use client';
/** Which parts of the face are the new one's: each can be left as it is in the clip, the last one cannot. */
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';
import { ChoiceField } from '#components/ui/field.tsx';
import { type FacePart, facePart } from '#core/contract/conversion.ts';

interface Props {
  parts: readonly FacePart[];
  onChange: (parts: FacePart[]) => void;
}

export function PartsField({ parts, onChange }: Props) {
  const t = useTranslations('conversions.parts');
  const turned = (part: FacePart): FacePart[] =>
    facePart.options.filter((each) => (each === part ? !parts.includes(each) : parts.includes(each)));
  return (
    <ChoiceField label={t('label')} help={t('help')} className="sm:col-span-2">
      <fieldset aria-label={t('label')} className="flex flex-wrap gap-1.5">
        {facePart.options.map((part) => {
          const isNew = parts.includes(part);
          return (
            <button
              key={part}
              type="button"
              aria-pressed={isNew}
              disabled={isNew && parts.length === 1}
              onClick={() => onChange(turned(part))}
              className={classNames(
                'inline-flex h-7 items-center gap-1.5 rounded-full border px-3 text-xs font-medium disabled:opacity-60',
                isNew ? 'border-accent bg-accent-soft text-ink' : 'border-line text-ink-2 hover:bg-hover',
              )}
            >
              {isNew && <Check aria-hidden className="size-3.5" />}
              {t(`names.${part}`)}
            </button>
          );
        })}
      </fieldset>
    </ChoiceField>
  );
}
