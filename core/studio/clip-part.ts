/** The part of a clip between two points, of which either may be left out or lie behind the clip's end. */

export interface ClipPart {
  readonly inSeconds: number | null;
  readonly outSeconds: number | null;
}

/** Below 0 where it ends before it begins. */
export const partSeconds = ({ inSeconds, outSeconds }: ClipPart, durationSeconds: number): number =>
  Math.min(outSeconds ?? durationSeconds, durationSeconds) - (inSeconds ?? 0);
