'use client';
/** A short list of actions or of links under a button. */
import { Menu as Base } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';
import { classNames } from './class-names.ts';

export interface MenuItem {
  label: string;
  icon?: LucideIcon;
  note?: string;
  /** Shown as a choice when given. */
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
  run?: () => void;
  /** A file to download, in place of `run`. */
  href?: string;
}

const itemStyle =
  'flex w-full cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 text-sm outline-none select-none data-disabled:opacity-45 data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0';

export function Menu({ trigger, items }: { trigger: ReactElement; items: readonly MenuItem[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-50 outline-none">
          <Base.Popup className="min-w-40 rounded-lg border bg-raised p-1 shadow-pop outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {items.map((item) =>
              item.href ? (
                <Base.LinkItem key={item.label} href={item.href} download className={itemStyle} closeOnClick>
                  <Content item={item} />
                </Base.LinkItem>
              ) : (
                <Base.Item
                  key={item.label}
                  disabled={item.disabled}
                  onClick={item.run}
                  className={classNames(itemStyle, item.danger && 'text-bad')}
                >
                  <Content item={item} />
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Content({ item: { icon: Icon, label, note, checked } }: { item: MenuItem }) {
  return (
    <>
      {Icon && <Icon aria-hidden />}
      <span className="min-w-0 flex-1">
        {label}
        {note && <span className="block text-xs text-ink-2">{note}</span>}
      </span>
      {checked !== undefined && (
        <Check aria-hidden className={classNames('text-accent-text', !checked && 'invisible')} />
      )}
    </>
  );
}
