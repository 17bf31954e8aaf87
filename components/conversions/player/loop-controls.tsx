'use client';
/** The loop, its two marks, and where they lie along the video. */
import { BetweenVerticalEnd, BetweenVerticalStart, Eraser, Repeat } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useShortcut } from '#components/shortcuts/use-shortcut.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { LoopMarks } from './loop-marks.ts';
import type { Loop } from './use-loop.ts';

export function LoopControls({ loop: { looping, marks, toggle, mark, unmark } }: { loop: Loop }) {
  const t = useTranslations('player');
  const marked = isMarked(marks);
  useShortcut('loop', toggle);
  useShortcut('markIn', () => mark('in'));
  useShortcut('markOut', () => mark('out'));
  useShortcut('unmark', unmark, { enabled: marked });
  return (
    <>
      <IconButton
        label={t('loop')}
        shortcut="l"
        aria-pressed={looping}
        onClick={toggle}
        className={looping ? 'text-accent-text' : undefined}
      >
        <Repeat aria-hidden />
      </IconButton>
      <IconButton label={t('markIn')} shortcut="i" onClick={() => mark('in')}>
        <BetweenVerticalStart aria-hidden />
      </IconButton>
      <IconButton label={t('markOut')} shortcut="o" onClick={() => mark('out')}>
        <BetweenVerticalEnd aria-hidden />
      </IconButton>
      {marked && (
        <IconButton label={t('unmark')} shortcut="x" onClick={unmark}>
          <Eraser aria-hidden />
        </IconButton>
      )}
    </>
  );
}

const isMarked = ({ inSeconds, outSeconds }: LoopMarks): boolean => inSeconds !== null || outSeconds !== null;

/** As high without marks, so that nothing moves when they are set. */
export function MarkBand({ marks, durationSeconds }: { marks: LoopMarks; durationSeconds: number }) {
  const { inSeconds, outSeconds } = marks;
  const percent = (seconds: number) => `${(100 * seconds) / Math.max(durationSeconds, 1e-6)}%`;
  const start = inSeconds ?? 0;
  const end = Math.min(outSeconds ?? durationSeconds, durationSeconds);
  return (
    <div aria-hidden className="relative h-1.5">
      {isMarked(marks) && (
        <span
          className="absolute inset-y-0 rounded-xs border-x-2 border-accent bg-accent-soft"
          style={{ left: percent(start), width: percent(end - start) }}
        />
      )}
    </div>
  );
}
