/** The stretch of a video that is played over and over: between two marks, either of which may be missing. */
export interface LoopMarks {
  readonly inSeconds: number | null;
  readonly outSeconds: number | null;
}

export const noMarks: LoopMarks = { inSeconds: null, outSeconds: null };

/** A mark set beyond the other one takes it away: two marks always hold a stretch between them. */
export const withMark = (marks: LoopMarks, end: 'in' | 'out', seconds: number): LoopMarks => {
  const { inSeconds, outSeconds } = marks;
  if (end === 'in')
    return { inSeconds: seconds, outSeconds: outSeconds !== null && outSeconds > seconds ? outSeconds : null };
  return { inSeconds: inSeconds !== null && inSeconds < seconds ? inSeconds : null, outSeconds: seconds };
};

/** Where a video that loops is to jump to from here; null where it plays on. */
export const loopJump = ({ inSeconds, outSeconds }: LoopMarks, atSeconds: number): number | null => {
  const start = inSeconds ?? 0;
  if (outSeconds !== null && atSeconds >= outSeconds) return start;
  return inSeconds !== null && atSeconds < inSeconds - halfFrameSeconds ? start : null;
};

/** A frame is shown a little before or after the moment that was asked for. */
const halfFrameSeconds = 0.02;
