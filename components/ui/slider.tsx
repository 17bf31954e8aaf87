'use client';
/** A number by dragging or with the arrow keys. */
import { Slider as Base } from '@base-ui/react/slider';
import { classNames } from './class-names.ts';

interface Props {
  value: number;
  onChange: (value: number) => void;
  onCommit?: (value: number) => void;
  label: string;
  min: number;
  max: number;
  step?: number;
  className?: string;
  disabled?: boolean;
  /** What a screen reader says for the value. */
  valueText?: string;
}

export function Slider({
  value,
  onChange,
  onCommit,
  label,
  min,
  max,
  step = 1,
  className,
  disabled,
  valueText,
}: Props) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(next as number)}
      onValueCommitted={(next) => onCommit?.(next as number)}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      className={classNames('w-full min-w-0 data-disabled:opacity-50', className)}
    >
      <Base.Control className="flex w-full touch-none items-center py-2 select-none">
        <Base.Track className="h-1 w-full rounded-full bg-line-strong">
          <Base.Indicator className="rounded-full bg-accent" />
          <Base.Thumb
            aria-label={label}
            getAriaValueText={valueText ? () => valueText : undefined}
            className="size-3.5 rounded-full border border-line-strong bg-white shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
