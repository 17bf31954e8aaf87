/** Plain tables: a header row, quiet lines, numbers that align. */
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    <div className="overflow-x-auto rounded-lg border bg-surface">
      <table className={classNames('w-full border-collapse text-left text-sm', className)} {...rest} />
    </div>
  );
}

export function HeaderCell({ className, ...rest }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={classNames('h-9 px-4 text-xs font-medium whitespace-nowrap text-ink-2', className)}
      {...rest}
    />
  );
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={classNames('border-t px-4 py-2.5 tabular', className)} {...rest} />;
}
