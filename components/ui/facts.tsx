/** Names and values in pairs, as a list a screen reader understands. */
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface Fact {
  name: ReactNode;
  value: ReactNode;
}

export function Facts({ facts, className }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={classNames('grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm', className)}>
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list in a fixed order
        <div key={index} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-2">{fact.name}</dt>
          <dd className="min-w-0 tabular wrap-anywhere">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
