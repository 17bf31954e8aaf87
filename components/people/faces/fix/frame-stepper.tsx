'use client';
/** A frame's number, to be typed or stepped. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Field, Input } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';

interface Props {
  label: string;
  value: number;
  last: number;
  onChange: (index: number) => void;
}

export function FrameStepper({ label, value, last, onChange }: Props) {
  const t = useTranslations('faceFix');
  const go = (index: number) => onChange(Math.max(0, Math.min(last, Math.round(index) || 0)));
  return (
    <div className="flex items-end gap-1">
      <IconButton label={t('before')} onClick={() => go(value - 1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <Field label={label} className="w-28">
        <Input type="number" min={0} max={last} value={value} onChange={(event) => go(Number(event.target.value))} />
      </Field>
      <IconButton label={t('after')} onClick={() => go(value + 1)}>
        <ChevronRight aria-hidden />
      </IconButton>
    </div>
  );
}
