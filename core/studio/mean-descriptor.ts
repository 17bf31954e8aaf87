/** The identity descriptor that stands for several: their mean, made unit length again. */
export const meanDescriptor = (descriptors: readonly (readonly number[])[]): number[] | null => {
  const [first] = descriptors;
  if (!first) return null;
  const sum = first.map((_, axis) => descriptors.reduce((total, descriptor) => total + (descriptor[axis] ?? 0), 0));
  const length = Math.hypot(...sum);
  return length > 0 ? sum.map((value) => value / length) : null;
};
