'use client';
/** The list of keys, made from the registry that the keys come from. */
import { useTranslations } from 'next-intl';
import { Dialog } from '#components/ui/dialog.tsx';
import { KeyCap } from '#components/ui/key-cap.tsx';
import { shortcutGroups, shortcutList } from './registry.ts';

export function ShortcutsSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations('shortcuts');
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('title')} wide>
      <div className="grid grid-cols-1 gap-x-10 gap-y-6 sm:grid-cols-2">
        {shortcutGroups.map((group) => (
          <section key={group}>
            <h3 className="mb-2 text-xs font-medium text-ink-2">{t(`group.${group}`)}</h3>
            <ul className="flex flex-col gap-1.5">
              {shortcutList
                .filter((entry) => entry.group === group)
                .map((entry) => (
                  <li key={entry.id} className="flex items-center justify-between gap-4 text-sm">
                    {t(`keys.${entry.id}`)}
                    <KeyCap keys={entry.shown} />
                  </li>
                ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
