'use client';
/** On or off, at once, with its label beside it. */
import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';

interface Props {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  help?: ReactNode;
  disabled?: boolean;
}

export function Switch({ checked, onChange, label, help, disabled }: Props) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch inside brings its own input
    <label className="flex cursor-default items-start gap-3">
      <Base.Root
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className="mt-0.5 flex h-5 w-8 shrink-0 rounded-full bg-line-strong p-0.5 transition-colors data-disabled:opacity-45 data-checked:bg-accent"
      >
        <Base.Thumb className="size-4 rounded-full bg-white transition-transform data-checked:translate-x-3" />
      </Base.Root>
      <span className="min-w-0">
        <span className="block text-sm font-medium">{label}</span>
        {help && <span className="block text-xs text-ink-2">{help}</span>}
      </span>
    </label>
  );
}
