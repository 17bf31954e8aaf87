/**
 * How far a swapped face's colour as a whole lies from that of the face it lies over: neck and ears stay as they were, and a
 * face of another skin beside them looks like a mask, however soft its edge.
 */
import type { LabSquare } from './flicker.ts';

/** CIE76 between the means over what the mask shows; undefined where it shows next to nothing. */
export const toneShift = ({ result, source, mask }: LabSquare): number | undefined => {
  const [sums, shown] = [[0, 0, 0], mask.reduce((sum, value) => sum + value, 0)];
  if (shown < 1) return undefined;
  for (let at = 0; at < mask.length; at++) {
    for (let channel = 0; channel < 3; channel++) {
      const change = (result[at * 3 + channel] as number) - (source[at * 3 + channel] as number);
      sums[channel] = (sums[channel] as number) + (mask[at] as number) * change;
    }
  }
  return Math.hypot(...sums) / shown;
};
