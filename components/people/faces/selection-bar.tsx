'use client';
/** How many are shown and selected, what can be done with them, and in short what the face in focus is. */
import { Check, CircleHelp, UserX, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
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
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-xs text-ink-2 tabular">
      <p role="status" className="min-w-0">
        {t('shown', { count: order.length })}
        {selected > 0 && (
          <>
            {' · '}
            <span className="font-medium text-ink">{t('selected', { count: selected })}</span>
          </>
        )}
        {hidden > 0 && ` ${t('notShown', { count: units.number(hidden) })}`}
      </p>
      {selected < order.length && (
        <Button look="quiet" size="small" onClick={onSelectAll}>
          {t('selectAll', { count: order.length })}
        </Button>
      )}
      {selected > 0 && (
        <Button look="quiet" size="small" onClick={onClear}>
          {t('clearSelection')}
        </Button>
      )}
      <div className="ml-auto grid w-full grid-cols-4 gap-1 sm:flex sm:w-auto">
        {decisions.map(({ state, icon, shortcut }) => (
          <Tooltip key={state} text={t(`decide.${state}`)} shortcut={shortcut}>
            <Button
              disabled={!canAct}
              onClick={() => onState(state)}
              className="max-sm:h-10 max-sm:px-1 max-sm:text-xs"
            >
              {icon}
              {t(`decideShort.${state}`)}
            </Button>
          </Tooltip>
        ))}
      </div>
    </div>
  );
}
