'use client';
/**
 * The clock of the player. One video is the master: the side-by-side file, whose halves cannot drift apart, or else the result,
 * with the original clip slaved to it frame by frame.
 */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface Playback {
  readonly timeSeconds: number;
  readonly durationSeconds: number;
  readonly playing: boolean;
  readonly ready: boolean;
  readonly failed: boolean;
}

interface Options {
  master: RefObject<HTMLVideoElement | null>;
  slave: RefObject<HTMLVideoElement | null>;
  frameRate: number;
  /** Where the slave stands when the master is at 0. */
  slaveStartSeconds: number;
  /** Called whenever there may be another picture to paint. */
  onFrame: () => void;
}

const atStart: Playback = { timeSeconds: 0, durationSeconds: 0, playing: false, ready: false, failed: false };

export function useCompareVideo({ master, slave, frameRate, slaveStartSeconds, onFrame }: Options) {
  const [playback, setPlayback] = useState(atStart);
  const paint = useRef(onFrame);
  paint.current = onFrame;

  useEffect(() => {
    const video = master.current;
    if (!video) return;
    const update = () => {
      follow(video, slave.current, slaveStartSeconds);
      paint.current();
      setPlayback({
        timeSeconds: video.currentTime,
        durationSeconds: Number.isFinite(video.duration) ? video.duration : 0,
        playing: !video.paused && !video.ended,
        ready: video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA,
        failed: video.error !== null,
      });
    };
    const events = [
      'loadedmetadata',
      'loadeddata',
      'canplay',
      'play',
      'pause',
      'seeked',
      'ended',
      'timeupdate',
      'error',
      'ratechange',
    ];
    for (const name of events) video.addEventListener(name, update);
    const repaint = () => paint.current();
    const other = slave.current;
    for (const name of ['seeked', 'loadeddata']) other?.addEventListener(name, repaint);
    const stop = eachFrame(video, update);
    update();
    return () => {
      stop();
      for (const name of events) video.removeEventListener(name, update);
      for (const name of ['seeked', 'loadeddata']) other?.removeEventListener(name, repaint);
    };
  }, [master, slave, slaveStartSeconds]);

  const toggle = useCallback(() => {
    const video = master.current;
    if (video?.paused) void video.play().catch(() => {});
    else video?.pause();
  }, [master]);

  const seek = useCallback(
    (timeSeconds: number) => {
      const video = master.current;
      if (video) video.currentTime = Math.min(Math.max(0, timeSeconds), video.duration || 0);
    },
    [master],
  );

  /** Stops there. */
  const show = useCallback(
    (timeSeconds: number) => {
      master.current?.pause();
      seek(timeSeconds);
    },
    [master, seek],
  );

  /** To the middle of the neighbouring frame: its edges belong to either, depending on rounding. */
  const step = useCallback(
    (frames: number) => {
      const video = master.current;
      if (!video) return;
      video.pause();
      seek((Math.floor(video.currentTime * frameRate + 1e-3) + frames + 0.5) / frameRate);
    },
    [master, seek, frameRate],
  );

  return { playback, toggle, seek, show, step };
}

/** Once for every frame shown; where the browser cannot tell, once for every screen refresh. */
function eachFrame(video: HTMLVideoElement, run: () => void): () => void {
  let handle = 0;
  const exact = 'requestVideoFrameCallback' in video;
  const ask = () => {
    handle = exact ? video.requestVideoFrameCallback(again) : requestAnimationFrame(again);
  };
  const again = () => {
    run();
    ask();
  };
  ask();
  return () => (exact ? video.cancelVideoFrameCallback(handle) : cancelAnimationFrame(handle));
}

const lostSeconds = 0.25;
const driftSeconds = 0.015;

/** Keeps the slave at the master's time: set when paused or lost, by a little more or less speed while it plays. */
function follow(master: HTMLVideoElement, slave: HTMLVideoElement | null, startSeconds: number): void {
  if (!slave || slave.readyState < HTMLMediaElement.HAVE_METADATA) return;
  const wanted = master.currentTime + startSeconds;
  const behind = wanted - slave.currentTime;
  if (master.paused) {
    if (!slave.paused) slave.pause();
    if (Math.abs(behind) > driftSeconds && !slave.seeking) slave.currentTime = wanted;
    return;
  }
  if (slave.paused && !slave.ended) void slave.play().catch(() => {});
  if (Math.abs(behind) > lostSeconds && !slave.seeking) slave.currentTime = wanted;
  slave.playbackRate =
    master.playbackRate * (Math.abs(behind) < driftSeconds ? 1 : 1 + Math.max(-0.2, Math.min(0.2, behind)));
}
