/** Exponential smoothing without the bias towards zero at the start (as TensorBoard does it): last / (1 - weight^n). */
export function smooth(values: readonly number[], weight: number): number[] {
  let last = 0;
  let power = 1;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = last * weight + value * (1 - weight);
    power *= weight;
    return last / (1 - power);
  });
}
