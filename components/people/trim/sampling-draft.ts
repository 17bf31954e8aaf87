/** The part of a clip that is to be looked through, while it is being chosen: two ends in seconds that stay in order. */
import type { ClipSampling, ClipView, VideoFacts } from '#core/contract/clip.ts';

export interface SamplingDraft {
  readonly inSeconds: number;
  readonly outSeconds: number;
  /** Null = every frame. */
  readonly samplesPerSecond: number | null;
}

/** The shortest part: one frame at the slowest usual rate. */
const shortestSeconds = 0.1;

export const draftOf = ({ sampling }: Pick<ClipView, 'sampling'>, { durationSeconds }: VideoFacts): SamplingDraft => ({
  inSeconds: Math.min(sampling.inSeconds ?? 0, Math.max(0, durationSeconds - shortestSeconds)),
  outSeconds: Math.min(sampling.outSeconds ?? durationSeconds, durationSeconds),
  samplesPerSecond: sampling.samplesPerSecond,
});

/** Ends at the clip's own are kept as "from the first" and "to the last frame". */
export const samplingOf = (draft: SamplingDraft, { durationSeconds }: VideoFacts): ClipSampling => ({
  inSeconds: draft.inSeconds <= 0 ? null : rounded(draft.inSeconds),
  outSeconds: draft.outSeconds >= durationSeconds ? null : rounded(draft.outSeconds),
  samplesPerSecond: draft.samplesPerSecond,
});

/** Moves an end; where the ends would cross, the other one gives way as far as the clip goes. */
export const withEnd = (
  draft: SamplingDraft,
  { end, seconds, durationSeconds }: { end: 'in' | 'out'; seconds: number; durationSeconds: number },
): SamplingDraft => {
  const least = Math.min(shortestSeconds, durationSeconds);
  if (end === 'in') {
    const inSeconds = clamped(seconds, 0, durationSeconds - least);
    return { ...draft, inSeconds, outSeconds: Math.max(draft.outSeconds, inSeconds + least) };
  }
  const outSeconds = clamped(seconds, least, durationSeconds);
  return { ...draft, outSeconds, inSeconds: Math.min(draft.inSeconds, outSeconds - least) };
};

export const framesLookedAt = (
  { inSeconds, outSeconds, samplesPerSecond }: SamplingDraft,
  { durationSeconds, frameCount }: VideoFacts,
): number => {
  const share = (outSeconds - inSeconds) / durationSeconds;
  const frames = Math.max(1, Math.round(frameCount * share));
  return samplesPerSecond === null
    ? frames
    : Math.min(frames, Math.max(1, Math.ceil((outSeconds - inSeconds) * samplesPerSecond)));
};

const clamped = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** To the millisecond: finer than any frame. */
const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
