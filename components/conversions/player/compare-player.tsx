'use client';
/** Original and result in step, on one canvas. */
import { useTranslations } from 'next-intl';
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useShortcut } from '#components/shortcuts/use-shortcut.ts';
import { classNames } from '#components/ui/class-names.ts';
import { Problem } from '#components/ui/problem.tsx';
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionView } from '#core/contract/conversion.ts';
import { type CompareMode, compareModes, differenceGain, paintStage } from './compare-stage.ts';
import { PlayerControls } from './player-controls.tsx';
import { useCompareVideo } from './use-compare-video.ts';
import { useHold } from './use-hold.ts';
import { useLoop } from './use-loop.ts';

const narrowPx = 640;
const usualFrameRate = 25;

/** Where the player is, and how to bring it elsewhere. */
export interface PlayerClock {
  readonly timeSeconds: number;
  readonly durationSeconds: number;
  readonly seek: (timeSeconds: number) => void;
  /** Stops there. */
  readonly show: (timeSeconds: number) => void;
}

interface Props {
  conversion: ConversionView;
  clip: ClipView | undefined;
  /** Follows the player's clock. */
  below: (clock: PlayerClock) => ReactNode;
}

export function ComparePlayer({ conversion, clip, below }: Props) {
  const t = useTranslations('player');
  const master = useRef<HTMLVideoElement>(null);
  const slave = useRef<HTMLVideoElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const halves = conversion.hasSideBySide;
  const comparable = halves || clip?.playable === true;
  const [mode, setMode] = useState<CompareMode>(comparable ? 'sideBySide' : 'result');
  const [split, setSplit] = useState(0.5);
  const stacked = useNarrow();
  const { held, hold } = useHold();
  const flipped = held && comparable;
  const look = useRef({ mode, split, stacked, flipped });
  look.current = { mode, split, stacked, flipped };
  const frameRate = clip?.facts?.frameRate ?? usualFrameRate;
  const { keep, ...loop } = useLoop(master, frameRate);

  const paint = () => {
    const [main, second] = [master.current, slave.current];
    if (!main || !canvas.current) return;
    paintStage(canvas.current, {
      result: { video: main, part: halves ? 'right' : 'whole' },
      original: halves
        ? { video: main, part: 'left' }
        : second && second.readyState >= 2
          ? { video: second, part: 'whole' }
          : null,
      ...look.current,
    });
  };
  const { playback, toggle, seek, show, step } = useCompareVideo({
    master,
    slave,
    frameRate,
    slaveStartSeconds: conversion.settings.inSeconds ?? 0,
    onFrame: () => {
      keep();
      paint();
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look is another picture of the same frame
  useEffect(paint, [mode, split, stacked, flipped]);

  const nextMode = () =>
    comparable && setMode((old) => compareModes[(compareModes.indexOf(old) + 1) % compareModes.length] ?? old);
  useShortcut('playPause', toggle);
  useShortcut('frameBack', () => step(-1));
  useShortcut('frameForward', () => step(1));
  useShortcut('seekTenths', (event) => seek((playback.durationSeconds * Number(event.key)) / 10));
  useShortcut('compareMode', nextMode);
  useShortcut('flip', hold);

  return (
    <section aria-label={t('title')} className="flex flex-col gap-3">
      <div className="@container relative flex min-h-40 items-center justify-center overflow-hidden rounded-lg bg-black">
        {/* biome-ignore lint/a11y/useMediaCaption: footage as it was filmed has no captions */}
        <video
          ref={master}
          src={halves ? mediaUrls.sideBySide(conversion.id) : mediaUrls.video(conversion.id)}
          preload="auto"
          playsInline
          tabIndex={-1}
          className="pointer-events-none absolute inset-0 size-full opacity-0"
        />
        {!halves && clip?.playable && (
          <video
            ref={slave}
            src={mediaUrls.clip(clip.id)}
            preload="auto"
            muted
            playsInline
            tabIndex={-1}
            className="pointer-events-none absolute inset-0 size-full opacity-0"
          />
        )}
        <div className="relative">
          <canvas
            ref={canvas}
            role="img"
            aria-label={t(flipped ? 'showing.original' : `showing.${mode}`)}
            className="block w-[min(100cqw,calc(70dvh*var(--ratio,1.78)))] touch-pan-y"
            {...(mode === 'slider' ? dragSplit(setSplit) : { onClick: toggle })}
          />
          <Captions mode={mode} stacked={stacked} flipped={flipped} />
        </div>
      </div>
      {playback.failed && <Problem error={{ code: 'not_playable', message: t('failed') }} />}
      <PlayerControls
        video={master}
        playback={playback}
        comparable={comparable}
        mode={mode}
        onMode={setMode}
        split={split}
        onSplit={setSplit}
        onToggle={toggle}
        onSeek={seek}
        onStep={step}
        onHold={hold}
        loop={loop}
      />
      {below({ timeSeconds: playback.timeSeconds, durationSeconds: playback.durationSeconds, seek, show })}
    </section>
  );
}

interface CaptionsProps {
  mode: CompareMode;
  stacked: boolean;
  flipped: boolean;
}

function Captions({ mode, stacked, flipped }: CaptionsProps) {
  const t = useTranslations('player');
  const style = 'pointer-events-none absolute rounded-sm bg-black/55 px-1.5 py-0.5 text-2xs text-white';
  if (flipped) return <span className={classNames(style, 'top-2 left-2')}>{t('original')}</span>;
  if (mode === 'result') return null;
  if (mode === 'difference')
    return <span className={classNames(style, 'top-2 left-2')}>{t('difference', { gain: differenceGain })}</span>;
  return (
    <>
      <span className={classNames(style, 'top-2 left-2')}>{t('original')}</span>
      <span className={classNames(style, resultPlace(mode, stacked))}>{t('result')}</span>
    </>
  );
}

const resultPlace = (mode: CompareMode, stacked: boolean): string => {
  if (mode === 'slider') return 'top-2 right-2';
  return stacked ? 'top-[calc(50%+0.5rem)] left-2' : 'top-2 left-[calc(50%+0.5rem)]';
};

function dragSplit(setSplit: (split: number) => void) {
  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setSplit(Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      at(event);
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      if (event.buttons > 0) at(event);
    },
    style: { cursor: 'ew-resize' },
  };
}

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    const query = window.matchMedia(`(max-width: ${narrowPx}px)`);
    const read = () => setNarrow(query.matches);
    read();
    query.addEventListener('change', read);
    return () => query.removeEventListener('change', read);
  }, []);
  return narrow;
}
