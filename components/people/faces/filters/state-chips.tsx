'use client';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
/** Which states are shown, each with how many there are: chips that go on and off. None on = all. */
import type { Summary } from '#components/people/faces/data/review-api.ts';
import { type FaceView, faceStates } from '#components/people/faces/face-view.ts';
import { classNames } from '#components/ui/class-names.ts';
import type { FaceState } from '#core/contract/face.ts';

interface Props {
  view: FaceView;
  onView: (view: FaceView) => void;
  summary: Summary | undefined;
}

const chip =
  'inline-flex h-8 shrink-0 items-center gap-1.5 rounded-md border px-2 text-xs font-medium whitespace-nowrap select-none';
const on = 'border-accent bg-accent-soft text-accent-text';
const off = 'border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink';

export function StateChips({ view, onView, summary }: Props) {
  const t = useTranslations('faceFilters');
  const units = useUnits();
  const total = faceStates.reduce((sum, state) => sum + (summary?.states[state] ?? 0), 0);
  const count = (number: number) =>
    summary && <span className="font-normal tabular opacity-80">{units.number(number)}</span>;
  return (
    <fieldset
      className="flex min-w-0 items-center gap-1 overflow-x-auto max-sm:grow max-sm:basis-0"
      aria-label={t('states')}
    >
      <button
        type="button"
        aria-pressed={view.states.length === 0}
        onClick={() => onView({ ...view, states: [] })}
        className={classNames(chip, view.states.length === 0 ? on : off)}
      >
        {t('all')} {count(total)}
      </button>
      {faceStates.map((state) => {
        const shown = view.states.includes(state);
        return (
          <button
            key={state}
            type="button"
            aria-pressed={shown}
            onClick={() => onView({ ...view, states: turned(view.states, state) })}
            className={classNames(chip, shown ? on : off)}
          >
            <span aria-hidden className={classNames('size-2 rounded-full', tones[state])} />
            {t(`state.${state}`)} {count(summary?.states[state] ?? 0)}
          </button>
        );
      })}
    </fieldset>
  );
}

const tones: Record<FaceState, string> = { kept: 'bg-good', unsure: 'bg-warn', other: 'bg-ink-3', rejected: 'bg-bad' };

const turned = (states: readonly FaceState[], state: FaceState): FaceState[] =>
  states.includes(state) ? states.filter((other) => other !== state) : [...states, state];
