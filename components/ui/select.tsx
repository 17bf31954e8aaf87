'use client';
/** One value out of a few. */
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import { classNames } from './class-names.ts';

export interface SelectItem<Value extends string> {
  value: Value;
  label: string;
  disabled?: boolean;
  note?: string;
}

interface Props<Value extends string> {
  items: readonly SelectItem<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  label?: string;
  placeholder?: string;
  className?: string;
  disabled?: boolean;
}

export function Select<Value extends string>({
  items,
  value,
  onChange,
  label,
  placeholder,
  className,
  disabled,
}: Props<Value>) {
  return (
    <Base.Root
      items={items}
      value={value}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled}
    >
      <Base.Trigger
        aria-label={label}
        className={classNames(
          'inline-flex h-8 min-w-0 items-center justify-between gap-2 rounded-md border border-line-strong bg-surface pr-2 pl-2.5 text-sm select-none hover:bg-hover data-disabled:pointer-events-none data-disabled:opacity-50',
          className,
        )}
      >
        <Base.Value placeholder={placeholder} className="min-w-0 truncate data-placeholder:text-ink-3" />
        <Base.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none select-none" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="min-w-(--anchor-width) max-w-[calc(100vw-2rem)] rounded-lg border bg-raised p-1 shadow-pop outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto">
              {items.map((item) => (
                <Base.Item
                  key={item.value}
                  value={item.value}
                  disabled={item.disabled}
                  className="grid cursor-default grid-cols-[1rem_1fr] items-center gap-2 rounded-md py-1.5 pr-3 pl-2 text-sm outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
                >
                  <Base.ItemIndicator className="col-start-1">
                    <Check aria-hidden className="size-3.5 text-accent-text" />
                  </Base.ItemIndicator>
                  <span className="col-start-2 min-w-0">
                    <Base.ItemText className="block truncate">{item.label}</Base.ItemText>
                    {item.note && <span className="block text-xs text-ink-2">{item.note}</span>}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
