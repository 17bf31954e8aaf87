/** sample: the sample project, imported and ready for training. */
import { showProgress } from './progress.ts';
import { finish, printResult } from './steps.ts';
import type { VerbContext } from './verbs.ts';

export interface SampleFlags {
  readonly data?: string;
  readonly json?: boolean;
}

export const sampleVerb = async (flags: SampleFlags, context: VerbContext): Promise<void> => {
  const { studio, events } = context.opened;
  using _progress = showProgress(events, context.say);
  const { personIds } = await studio.sample.create({ signal: context.signal });
  for (const personId of personIds) {
    for (const clip of await studio.clips.list(personId)) {
      await finish(context, clip.jobId);
      await finish(context, studio.jobs.activeOn(clip.id));
    }
  }
  const people = await Promise.all(personIds.map((id) => studio.persons.read(id)));
  const result = { people: people.map(({ id, name, faces }) => ({ id, name, faces })) };
  printResult(flags, result, people.map((person) => `${person.name}: ${person.faces.kept} faces`).join('\n'));
};
