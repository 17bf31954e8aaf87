'use client';
/** Plays a stretch over and over: the whole video, or what lies between two marks, each on the edge of a frame. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { type LoopMarks, loopJump, noMarks, withMark } from './loop-marks.ts';

export interface Loop {
  readonly looping: boolean;
  readonly marks: LoopMarks;
  readonly toggle: () => void;
  /** Before the frame that is shown, or behind it. */
  readonly mark: (end: 'in' | 'out') => void;
  readonly unmark: () => void;
}

/** `keep` is to be called with every frame. */
export function useLoop(video: RefObject<HTMLVideoElement | null>, frameRate: number): Loop & { keep: () => void } {
  const [looping, setLooping] = useState(false);
  const [marks, setMarks] = useState(noMarks);
  const now = useRef({ looping, marks });
  now.current = { looping, marks };
  useEffect(() => {
    if (video.current) video.current.loop = looping;
  }, [video, looping]);

  const keep = useCallback(() => {
    const { current } = video;
    if (!current || current.paused || current.seeking || !now.current.looping) return;
    const jump = loopJump(now.current.marks, current.currentTime);
    // Into the middle of the frame: its edge belongs to either, depending on rounding.
    if (jump !== null) current.currentTime = jump + 0.5 / frameRate;
  }, [video, frameRate]);

  const mark = (end: 'in' | 'out') => {
    const frame = Math.floor((video.current?.currentTime ?? 0) * frameRate + 1e-3);
    setMarks((old) => withMark(old, end, (end === 'in' ? frame : frame + 1) / frameRate));
    setLooping(true);
  };
  return { looping, marks, toggle: () => setLooping((old) => !old), mark, unmark: () => setMarks(noMarks), keep };
}
