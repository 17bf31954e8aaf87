/** Chance that falls the same way at every run. */

export interface Draws {
  /** 0 .. 1 */
  share(): number;
  /** About 0, spread 1: the sum of four even draws, which is near enough. */
  normal(): number;
  /** A UUID in form. */
  id(): string;
}

/** xorshift32 (Marsaglia 2003). */
export const draws = (seed: number): Draws => {
  let state = seed | 0 || 1;
  const share = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const hex = (): string =>
    Math.floor(share() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  return {
    share,
    normal: () => (share() + share() + share() + share() - 2) * Math.sqrt(3),
    id: () => {
      const [a, b, c, d] = [hex(), hex(), hex(), hex()];
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
  };
};
