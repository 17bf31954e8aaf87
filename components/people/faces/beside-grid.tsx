'use client';
/** The grid with the filters on its left and the panel on its right; where there is no room for them they slide over it. */
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Sheet } from '#components/ui/sheet.tsx';
import type { useParts } from './use-parts.ts';

interface Props {
  parts: ReturnType<typeof useParts>;
  filters: ReactNode;
  panel: ReactNode;
  children: ReactNode;
}

export function BesideGrid({ parts: { wide, shown, toggle }, filters, panel, children }: Props) {
  const t = useTranslations('faces');
  return (
    <div className="flex min-h-0 flex-1 gap-3">
      {wide && shown.filters && (
        <aside aria-label={t('toggle.filters')} className="w-52 shrink-0 overflow-y-auto pr-2">
          {filters}
        </aside>
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-2">{children}</div>
      {wide && shown.panel && (
        <aside aria-label={t('toggle.panel')} className="w-72 shrink-0 overflow-y-auto pl-1">
          {panel}
        </aside>
      )}
      {!wide && (
        <>
          <Sheet open={shown.filters} onOpenChange={() => toggle('filters')} title={t('toggle.filters')}>
            <div className="p-5">{filters}</div>
          </Sheet>
          <Sheet open={shown.panel} onOpenChange={() => toggle('panel')} title={t('toggle.panel')}>
            <div className="p-5">{panel}</div>
          </Sheet>
        </>
      )}
    </div>
  );
}
