'use client';
/** Play, step, seek, speed, sound, and how the two are compared. */
import {
  Columns2,
  Diff,
  Eye,
  Pause,
  Play,
  Square,
  SquareSplitHorizontal,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { useUnits } from '#components/i18n/use-units.ts';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Slider } from '#components/ui/slider.tsx';
import { type CompareMode, compareModes } from './compare-stage.ts';
import { LoopControls, MarkBand } from './loop-controls.tsx';
import type { Playback } from './use-compare-video.ts';
import type { Loop } from './use-loop.ts';

const speeds = [0.25, 0.5, 1, 1.5, 2];
const modeIcons = { sideBySide: Columns2, slider: SquareSplitHorizontal, difference: Diff, result: Square };

interface Props {
  video: RefObject<HTMLVideoElement | null>;
  playback: Playback;
  comparable: boolean;
  mode: CompareMode;
  onMode: (mode: CompareMode) => void;
  split: number;
  onSplit: (split: number) => void;
  onToggle: () => void;
  onSeek: (timeSeconds: number) => void;
  onStep: (frames: number) => void;
  /** Shows the original until the key or the pointer is let go. */
  onHold: () => void;
  loop: Loop;
}

export function PlayerControls({
  video,
  playback,
  comparable,
  mode,
  onMode,
  split,
  onSplit,
  onToggle,
  onSeek,
  onStep,
  onHold,
  loop,
}: Props) {
  const t = useTranslations('player');
  const units = useUnits();
  const { timeSeconds, durationSeconds, playing } = playback;
  const position = `${units.clock(timeSeconds)} / ${units.clock(durationSeconds)}`;
  return (
    <div className="flex flex-col gap-1">
      <Slider
        label={t('position')}
        value={timeSeconds}
        onChange={onSeek}
        min={0}
        max={durationSeconds || 1}
        step={0.01}
        valueText={position}
      />
      <MarkBand marks={loop.marks} durationSeconds={durationSeconds} />
      <div className="flex flex-wrap items-center gap-x-1 gap-y-2">
        <IconButton label={playing ? t('pause') : t('play')} shortcut="space" onClick={onToggle}>
          {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
        </IconButton>
        <IconButton label={t('frameBack')} shortcut="," onClick={() => onStep(-1)}>
          <StepBack aria-hidden />
        </IconButton>
        <IconButton label={t('frameForward')} shortcut="." onClick={() => onStep(1)}>
          <StepForward aria-hidden />
        </IconButton>
        <span className="px-2 text-sm text-ink-2 tabular">{position}</span>
        <LoopControls loop={loop} />
        <SoundAndSpeed video={video} />
        {comparable && (
          <div className="ml-auto flex flex-wrap items-center gap-3">
            {mode === 'slider' && (
              <Slider
                label={t('split')}
                value={split}
                onChange={onSplit}
                min={0}
                max={1}
                step={0.01}
                className="w-24"
              />
            )}
            <IconButton label={t('flip')} shortcut="c" onPointerDown={onHold} onKeyDown={holdByKey(onHold)}>
              <Eye aria-hidden />
            </IconButton>
            <Segmented
              label={t('compare')}
              value={mode}
              onChange={onMode}
              choices={compareModes.map((value) => {
                const Icon = modeIcons[value];
                return {
                  value,
                  name: t(`mode.${value}`),
                  label: (
                    <>
                      <Icon aria-hidden />
                      <span className="hidden sm:inline">{t(`mode.${value}`)}</span>
                    </>
                  ),
                };
              })}
            />
          </div>
        )}
      </div>
    </div>
  );
}

const holdByKey =
  (hold: () => void) =>
  ({ key }: KeyboardEvent): void => {
    if (key === ' ' || key === 'Enter') hold();
  };

/** Sound and speed live in the video element; what is kept here is only what the buttons show. */
function SoundAndSpeed({ video }: { video: RefObject<HTMLVideoElement | null> }) {
  const t = useTranslations('player');
  const units = useUnits();
  const [muted, setMuted] = useState(false);
  const [speed, setSpeed] = useState(1);
  const change = (part: Partial<Pick<HTMLVideoElement, 'muted' | 'playbackRate'>>) => {
    if (video.current) Object.assign(video.current, part);
  };
  return (
    <>
      <IconButton
        label={muted ? t('unmute') : t('mute')}
        onClick={() => {
          change({ muted: !muted });
          setMuted(!muted);
        }}
      >
        {muted ? <VolumeX aria-hidden /> : <Volume2 aria-hidden />}
      </IconButton>
      <Menu
        trigger={
          <Button look="quiet" aria-label={t('speed')} className="tabular">
            {units.number(speed, speed % 1 === 0 ? 0 : 2)}×
          </Button>
        }
        items={speeds.map((value) => ({
          label: `${units.number(value, value % 1 === 0 ? 0 : 2)}×`,
          checked: value === speed,
          run: () => {
            change({ playbackRate: value });
            setSpeed(value);
          },
        }))}
      />
    </>
  );
}
