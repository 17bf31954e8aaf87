/** The mean absolute difference of two pictures; where weights are given, a pixel counts as much as its own. */
export const meanDifference = (pair: {
  /** RGB in 0..1, equally many. */
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** One number a pixel, not all 0. */
  readonly weights?: Float32Array | undefined;
}): number => {
  const { first, second, weights } = pair;
  let [sum, counted] = [0, 0];
  for (let at = 0; at < first.length; at += 1) {
    const weight = weights ? (weights[Math.floor(at / 3)] as number) : 1;
    sum += weight * Math.abs((first[at] as number) - (second[at] as number));
    counted += weight;
  }
  return sum / counted;
};
