/** How a person looks: the mean over their clips whose faces were found. */
import { meanDescriptor } from '#core/studio/mean-descriptor.ts';
import type { StudioContext } from './studio-context.ts';

/** null where nobody has measured them. */
export const descriptorOfPerson = async ({ store }: StudioContext, personId: string): Promise<number[] | null> => {
  const clips = await store.clips.list({ personId });
  return meanDescriptor(clips.flatMap(({ descriptor }) => (descriptor ? [descriptor] : [])));
};
