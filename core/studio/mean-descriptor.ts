/** The identity descriptor that stands for several, as records keep it: plain numbers, null where there is none. */
import * as likeness from '#core/dataset/likeness.ts';

export const meanDescriptor = (descriptors: readonly (readonly number[])[]): number[] | null => {
  const mean = likeness.meanDescriptor(descriptors);
  return mean ? Array.from(mean) : null;
};
