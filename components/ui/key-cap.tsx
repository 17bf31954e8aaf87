/** Keys as caps: "mod+z" becomes Ctrl Z, "g p" a sequence. */
import { classNames } from './class-names.ts';

const names: Record<string, string> = {
  mod: 'Ctrl',
  shift: 'Shift',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  escape: 'Esc',
  space: 'Space',
  comma: ',',
  period: '.',
  slash: '/',
  plus: '+',
  minus: '−',
};

const shown = (key: string): string => names[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key);

export function KeyCap({ keys, inverted = false }: { keys: string; inverted?: boolean }) {
  return (
    <span className="inline-flex gap-1">
      {keys.split(/[+ ]/).map((key) => (
        <kbd
          key={key}
          className={classNames(
            'inline-flex h-5 min-w-5 items-center justify-center rounded-sm border px-1 font-sans text-2xs',
            inverted ? 'border-canvas/30 text-canvas/80' : 'border-line-strong bg-surface text-ink-2',
          )}
        >
          {shown(key)}
        </kbd>
      ))}
    </span>
  );
}
