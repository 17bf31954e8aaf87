/** Buttons, and links that look like them. One primary button a view at most. */
import { cva, type VariantProps } from 'class-variance-authority';
import Link from 'next/link';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:pointer-events-none disabled:opacity-45 aria-disabled:opacity-45 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border border-line-strong bg-surface text-ink hover:bg-hover',
        quiet: 'text-ink-2 hover:bg-hover hover:text-ink',
        danger: 'border border-line-strong bg-surface text-bad hover:border-bad hover:bg-bad-soft',
      },
      size: {
        small: 'h-7 px-2.5 text-xs',
        medium: 'h-8 px-3 text-sm',
        large: 'h-10 px-4 text-base',
        icon: 'size-8',
        'icon-small': 'size-7',
      },
    },
    defaultVariants: { look: 'secondary', size: 'medium' },
  },
);

type Look = VariantProps<typeof buttonStyle>;

export function Button({ look, size, className, type = 'button', ...rest }: ComponentProps<'button'> & Look) {
  return <button type={type} className={classNames(buttonStyle({ look, size }), className)} {...rest} />;
}

export function ButtonLink({ look, size, className, ...rest }: ComponentProps<typeof Link> & Look) {
  return <Link className={classNames(buttonStyle({ look, size }), className)} {...rest} />;
}

/** For what leaves the page: downloads. */
export function ButtonAnchor({ look, size, className, children, ...rest }: ComponentProps<'a'> & Look) {
  return (
    <a className={classNames(buttonStyle({ look, size }), className)} {...rest}>
      {children}
    </a>
  );
}
