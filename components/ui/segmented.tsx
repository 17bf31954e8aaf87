'use client';
/** A choice among two to five, all in sight. */
import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface Choice<Value extends string> {
  value: Value;
  label: ReactNode;
  /** Read out where the label is only an icon. */
  name?: string;
  disabled?: boolean;
}

interface Props<Value extends string> {
  choices: readonly Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  label: string;
  className?: string;
}

export function Segmented<Value extends string>({ choices, value, onChange, label, className }: Props<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className={classNames(
        'inline-flex max-w-full shrink-0 gap-0.5 overflow-x-auto rounded-md bg-hover p-0.5',
        className,
      )}
    >
      {choices.map((choice) => (
        <Radio.Root
          key={choice.value}
          value={choice.value}
          disabled={choice.disabled}
          nativeButton
          render={<button type="button" aria-label={choice.name} />}
          className="inline-flex h-7 shrink-0 items-center gap-1.5 rounded-sm px-2.5 text-xs font-medium whitespace-nowrap text-ink-2 outline-offset-[-2px] hover:text-ink disabled:opacity-45 data-checked:bg-surface data-checked:text-ink data-checked:shadow-sm dark:data-checked:bg-line-strong [&_svg]:size-4"
        >
          {choice.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
