/** import: videos of a person into the studio, with their faces. */
import { StudioError } from '#core/contract/errors.ts';
import { requireFile } from './caller-paths.ts';
import { importLinks } from './import-links.ts';
import { showProgress } from './progress.ts';
import { createPerson, findPerson, finish, importWithFaces, printResult, recordNote } from './steps.ts';
import type { VerbContext } from './verbs.ts';

export interface ImportFlags {
  readonly person: string;
  readonly file?: readonly string[];
  readonly url?: readonly string[];
  readonly consentNote?: string;
  readonly data?: string;
  readonly json?: boolean;
}

export const importVerb = async (flags: ImportFlags, context: VerbContext): Promise<void> => {
  const { file = [], url = [] } = flags;
  if (file.length + url.length === 0) throw new StudioError('bad_request', 'Say with --file or --url what to import.');
  const paths = await Promise.all(file.map(requireFile));
  using _progress = showProgress(context.opened.events, context.say);
  const person = await personOf(flags, context);
  const linked = await importLinks(context, { personId: person.id, urls: url });
  const imported = await importWithFaces(context, { personId: person.id, paths });
  for (const id of linked) await finish(context, context.opened.studio.jobs.activeOn(id));
  const clips = [...imported, ...(await Promise.all(linked.map((id) => context.opened.studio.clips.read(id))))];
  const result = { person: person.id, clips: clips.map(({ id, name, faces }) => ({ id, name, faces })) };
  printResult(
    flags,
    result,
    `${person.name}: ${clips.map((clip) => `${clip.name} (${clip.faces.kept} faces)`).join(', ')}`,
  );
};

const personOf = async ({ person: name, consentNote }: ImportFlags, context: VerbContext) => {
  const person = await findPerson(context, name);
  if (person && (person.consent === 'active' || !consentNote)) return person;
  if (person && consentNote) return recordNote(context.opened.studio, person, consentNote);
  if (consentNote) return createPerson(context, { name, consentNote });
  throw new StudioError(
    'consent_missing',
    `${name} is new: say with --consent-note who agreed to this use of their face, and how.`,
  );
};
