'use client';
/** A panel that slides in from the right and leaves the page where it was. */
import { Drawer } from '@base-ui/react/drawer';
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  children: ReactNode;
}

export function Sheet({ open, onOpenChange, title, children }: Props) {
  const t = useTranslations('common');
  return (
    <Drawer.Root open={open} onOpenChange={onOpenChange} swipeDirection="right">
      <Drawer.Portal>
        <Drawer.Backdrop className="fixed inset-0 z-40 bg-black/25 transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 dark:bg-black/50" />
        <Drawer.Viewport className="fixed inset-0 z-40 flex items-stretch justify-end">
          <Drawer.Popup className="flex h-full w-[26rem] max-w-[calc(100vw-2rem)] transform-[translateX(var(--drawer-swipe-movement-x))] flex-col border-l bg-surface shadow-pop outline-none transition-transform duration-200 ease-out data-ending-style:transform-[translateX(100%)] data-starting-style:transform-[translateX(100%)] data-swiping:duration-0">
            <header className="flex h-14 shrink-0 items-center gap-2 border-b pr-3 pl-5">
              <Drawer.Title className="min-w-0 flex-1 truncate font-semibold">{title}</Drawer.Title>
              {/* Without a tooltip: it gets the focus at once, and Escape would only close the tooltip. */}
              <Drawer.Close render={<Button look="quiet" size="icon" aria-label={t('close')} />}>
                <X aria-hidden />
              </Drawer.Close>
            </header>
            <Drawer.Content className="min-h-0 flex-1 overflow-y-auto">{children}</Drawer.Content>
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  );
}
