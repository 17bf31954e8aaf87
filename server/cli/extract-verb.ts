/** extract: finds the faces of a person's clips anew. */
import { extractFaces } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import { showProgress } from './progress.ts';
import { finish, printResult, requirePerson } from './steps.ts';
import type { VerbContext } from './verbs.ts';

export interface ExtractFlags {
  readonly person: string;
  readonly samplesPerSecond: string;
  readonly data?: string;
  readonly json?: boolean;
}

export const extractVerb = async (flags: ExtractFlags, context: VerbContext): Promise<void> => {
  const { studio, events } = context.opened;
  const samplesPerSecond = flags.samplesPerSecond === 'all' ? null : Number(flags.samplesPerSecond);
  const asked = extractFaces.safeParse({ sampling: { samplesPerSecond } });
  if (!asked.success)
    throw new StudioError('bad_request', '--samples-per-second takes a number above 0 and up to 240, or `all`.');
  using _progress = showProgress(events, context.say);
  const person = await requirePerson(context, flags.person);
  for (const clip of await studio.clips.list(person.id)) {
    const { id } = await studio.extractions.start(clip.id, asked.data);
    await finish(context, id);
  }
  const { faces } = await studio.persons.read(person.id);
  printResult(
    flags,
    { person: person.id, faces },
    `${person.name}: ${faces.kept} faces kept, ${faces.rejected} rejected, ${faces.other} of others.`,
  );
};
