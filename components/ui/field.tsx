'use client';
/** A labelled input with its help and its error, wired for screen readers. */
import { Field as Base } from '@base-ui/react/field';
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
  className?: string;
}

export function Field({ label, help, error, children, className }: FieldProps) {
  return (
    <Base.Root invalid={Boolean(error)} className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <Base.Label className="text-sm font-medium">{label}</Base.Label>
      {children}
      {help && !error && <Base.Description className="text-xs text-ink-2">{help}</Base.Description>}
      {error && (
        <Base.Error match className="text-xs text-bad">
          {error}
        </Base.Error>
      )}
    </Base.Root>
  );
}

/** The same look for a choice or a slider, which names itself: a field's label would name each of its buttons. */
export function ChoiceField({ label, help, children, className }: Omit<FieldProps, 'error'>) {
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1.5', className)}>
      <span aria-hidden className="text-sm font-medium">
        {label}
      </span>
      {children}
      {help && <p className="text-xs text-ink-2">{help}</p>}
    </div>
  );
}

export const inputStyle =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink placeholder:text-ink-3 focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 data-invalid:border-bad disabled:opacity-50';

export function Input({ className, ...rest }: ComponentProps<typeof Base.Control>) {
  return <Base.Control className={classNames(inputStyle, 'h-8', className as string | undefined)} {...rest} />;
}

export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return (
    <Base.Control render={<textarea rows={3} className={classNames(inputStyle, 'py-1.5', className)} {...rest} />} />
  );
}
