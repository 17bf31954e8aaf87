'use client';
/** A small histogram that is a filter: drag across it, drag or key its two handles, and only what lies between is shown. */
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { classNames } from '#components/ui/class-names.ts';
import type { FaceHistogram, MetricRange } from '#core/contract/face-query.ts';
import { barHeights, edgesOf, pushed, rangeBetween, type Side, shareOf, stepOf, valueAt, withSide } from './brush.ts';

interface Props {
  histogram: FaceHistogram;
  range: MetricRange;
  onRange: (range: MetricRange) => void;
  /** Read out for the handles. */
  names: Record<Side, string>;
  words: (value: number) => string;
}

type Grip = { kind: Side | 'new'; start: number } | { kind: 'push'; start: number; range: MetricRange };

/** As near to a handle as this takes it. */
const gripPx = 7;
/** While somebody drags, the list follows when the hand rests. */
const followMs = 160;

export function HistogramBrush({ histogram, range, onRange, names, words }: Props) {
  const [shown, show, commit] = useFollowing(range, onRange);
  const grip = useRef<Grip | null>(null);
  const track = useRef<HTMLDivElement>(null);
  const edges = edgesOf(histogram, shown);
  const [from, to] = [shareOf(histogram, edges[0]), shareOf(histogram, edges[1])];
  const narrowed = shown[0] !== null || shown[1] !== null;

  const at = (event: PointerEvent): number => {
    const box = track.current?.getBoundingClientRect();
    return box ? valueAt(histogram, (event.clientX - box.left) / box.width) : histogram.from;
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !track.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const widthPx = track.current.getBoundingClientRect().width;
    const value = at(event);
    const share = shareOf(histogram, value);
    const near = (edge: number) => Math.abs(edge - share) * widthPx <= gripPx;
    if (near(to) && (share >= to || !near(from))) grip.current = { kind: 'to', start: value };
    else if (near(from)) grip.current = { kind: 'from', start: value };
    else if (narrowed && share > from && share < to) grip.current = { kind: 'push', start: value, range: shown };
    else grip.current = { kind: 'new', start: value };
  };
  const onPointerMove = (event: PointerEvent) => {
    const held = grip.current;
    if (!held) return;
    const value = at(event);
    if (held.kind === 'push') show(pushed(histogram, held.range, value - held.start));
    else if (held.kind === 'new') show(rangeBetween(histogram, held.start, value));
    else show(withSide(histogram, shown, { side: held.kind, value }));
  };
  const onPointerUp = () => {
    grip.current = null;
    commit();
  };
  const onKeyDown = (side: Side) => (event: KeyboardEvent) => {
    const value = keyed(event, { histogram, value: edges[side === 'from' ? 0 : 1] });
    if (value === null) return;
    event.preventDefault();
    onRange(withSide(histogram, shown, { side, value }));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the handles inside do all this by key as well
    <div
      ref={track}
      className="relative h-9 touch-pan-y cursor-crosshair select-none"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={() => onRange([null, null])}
    >
      <Bars histogram={histogram} from={from} to={to} />
      {(['from', 'to'] as const).map((side) => {
        const [share, value] = side === 'from' ? [from, edges[0]] : [to, edges[1]];
        return (
          <div
            key={side}
            role="slider"
            tabIndex={0}
            aria-label={names[side]}
            aria-valuemin={histogram.from}
            aria-valuemax={histogram.to}
            aria-valuenow={value}
            aria-valuetext={words(value)}
            onKeyDown={onKeyDown(side)}
            className={classNames(
              'absolute inset-y-0 -ml-1 w-2 cursor-ew-resize rounded-sm outline-offset-1',
              'before:absolute before:inset-y-0 before:left-1/2 before:w-0.5 before:-translate-x-1/2 before:rounded-full',
              'after:absolute after:top-1/2 after:left-1/2 after:h-3 after:w-1.5 after:-translate-1/2 after:rounded-full',
              narrowed ? 'before:bg-accent after:bg-accent' : 'before:bg-line-strong after:bg-line-strong',
            )}
            style={{ left: `${share * 100}%` }}
          />
        );
      })}
    </div>
  );
}

function Bars({ histogram, from, to }: { histogram: FaceHistogram; from: number; to: number }) {
  const heights = barHeights(histogram);
  const path = heights.map((height, bar) => `M${bar + 0.06} 1V${1 - height}H${bar + 0.94}V1Z`).join('');
  const inside = `inset(0 ${(1 - to) * 100}% 0 ${from * 100}%)`;
  return (
    <div aria-hidden className="absolute inset-0 border-b border-line-strong">
      {(['text-line-strong', 'text-accent'] as const).map((tone) => (
        <svg
          key={tone}
          viewBox={`0 0 ${heights.length} 1`}
          preserveAspectRatio="none"
          className={classNames('absolute inset-0 size-full', tone)}
          style={tone === 'text-accent' ? { clipPath: inside } : undefined}
          role="presentation"
        >
          <path d={path} fill="currentColor" />
        </svg>
      ))}
    </div>
  );
}

const leaps: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -5,
  PageUp: 5,
};

/** Where a key takes a handle; null = the key is not for it. */
function keyed(event: KeyboardEvent, { histogram, value }: { histogram: FaceHistogram; value: number }): number | null {
  if (event.key === 'Home') return histogram.from;
  if (event.key === 'End') return histogram.to;
  const leap = leaps[event.key];
  return leap === undefined ? null : value + leap * stepOf(histogram) * (event.shiftKey ? 5 : 1);
}

/** The range while it is dragged: shown at once, handed on when the hand rests or lets go. */
function useFollowing(
  range: MetricRange,
  onRange: (range: MetricRange) => void,
): [MetricRange, (range: MetricRange) => void, () => void] {
  const [dragged, setDragged] = useState<MetricRange | null>(null);
  const latest = useRef({ dragged, onRange });
  latest.current.onRange = onRange;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const handOn = () => {
    if (latest.current.dragged) latest.current.onRange(latest.current.dragged);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return [
    dragged ?? range,
    (next) => {
      latest.current.dragged = next;
      setDragged(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(handOn, followMs);
    },
    () => {
      clearTimeout(timer.current);
      handOn();
      latest.current.dragged = null;
      setDragged(null);
    },
  ];
}
