'use client';
/** What can be done with the selected faces, and how many are shown and selected. */
import { Check, CircleHelp, ListChecks, ListX, UserX, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Tooltip } from '#components/ui/tooltip.tsx';
import type { FaceState } from '#core/contract/face.ts';
import { countSelected, countShown, type Order, type Selection } from './selection.ts';

interface Props {
  order: Order;
  selection: Selection;
  onSelectAll: () => void;
  onClear: () => void;
  onState: (state: FaceState) => void;
}

const decisions: readonly { state: FaceState; icon: ReactNode; shortcut: string }[] = [
  { state: 'kept', icon: <Check aria-hidden />, shortcut: '1' },
  { state: 'rejected', icon: <X aria-hidden />, shortcut: '2' },
  { state: 'other', icon: <UserX aria-hidden />, shortcut: '3' },
  { state: 'unsure', icon: <CircleHelp aria-hidden />, shortcut: '4' },
];

export function SelectionBar({ order, selection, onSelectAll, onClear, onState }: Props) {
  const t = useTranslations('faces');
  const units = useUnits();
  const selected = countSelected(selection);
  const hidden = selected - countShown(selection, order);
  const canAct = selected > 0 || selection.focus !== null;
  return (
    <div className="flex shrink-0 flex-col-reverse gap-x-3 gap-y-2 text-xs text-ink-2 sm:h-8 sm:flex-row sm:items-center">
      <div className="grid grid-cols-4 gap-1 sm:flex">
        {decisions.map(({ state, icon, shortcut }) => (
          <Tooltip key={state} text={t(`decide.${state}`)} shortcut={shortcut}>
            <Button
              disabled={!canAct}
              onClick={() => onState(state)}
              className="px-2.5 text-xs max-sm:h-11 max-sm:px-1"
            >
              {icon}
              {t(`decideShort.${state}`)}
            </Button>
          </Tooltip>
        ))}
      </div>
      <div className="flex min-w-0 items-center gap-1 sm:ml-auto">
        <p role="status" className="min-w-0 flex-1 truncate tabular sm:text-right">
          {t('shown', { count: order.length })}
          {selected > 0 && (
            <>
              {' · '}
              <span className="font-medium text-ink">{t('selected', { count: selected })}</span>
            </>
          )}
          {hidden > 0 && ` ${t('notShown', { count: units.number(hidden) })}`}
        </p>
        <IconButton
          label={t('selectAll', { count: order.length })}
          shortcut="a"
          disabled={selected === order.length}
          onClick={onSelectAll}
        >
          <ListChecks aria-hidden />
        </IconButton>
        <IconButton label={t('clearSelection')} shortcut="escape" disabled={selected === 0} onClick={onClear}>
          <ListX aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
