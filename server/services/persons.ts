/** People: who they are, their consent, the photo that says which face is theirs. */
import { randomUUID } from 'node:crypto';
import type { CreateConsent, CreatePerson, PersonView } from '#core/contract/person.ts';
import { consentRefusal } from '#core/studio/consent-standing.ts';
import type { ConversionRecord } from '#server/ports/studio-store.ts';
import type { Announcements } from './announcements.ts';
import type { ConsentsService } from './consents.ts';
import { conversionsOfRuns, readPeopleOfConversion } from './conversion-people.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { sweepUnfinished } from './unfinished-conversions.ts';
import { found, type Views } from './views.ts';

export interface PersonsService {
  list(): Promise<PersonView[]>;
  read(id: string): Promise<PersonView>;
  create(person: CreatePerson): Promise<PersonView>;
  rename(id: string, person: CreatePerson): Promise<PersonView>;
  /** With every clip, face, run, conversion and model of others of theirs, in the database and on disk. */
  remove(id: string): Promise<void>;
  recordConsent(id: string, consent: CreateConsent): Promise<PersonView>;
  /** Ends what uses their face now, where no other record holds. */
  withdrawConsent(id: string, consentId: string): Promise<PersonView>;
  /** Path of the reference photo. @throws StudioError not_found */
  referencePath(id: string): Promise<string>;
  /** @throws StudioError not_an_image */
  setReference(id: string, bytes: Uint8Array): Promise<PersonView>;
  removeReference(id: string): Promise<PersonView>;
}

/** Enough for any detector, small enough to be read in no time. */
const referenceSidePx = 1600;

interface Parts {
  readonly consents: ConsentsService;
  readonly jobs: JobsService;
  readonly views: Views;
  readonly announce: Announcements;
}

export const createPersonsService = (context: StudioContext, parts: Parts): PersonsService => {
  const { store, now } = context;
  const { consents, jobs, views, announce } = parts;
  const record = async (id: string) => found(await store.persons.read(id), 'person');
  const changed = async (id: string): Promise<PersonView> => found(await announce.person(id), 'person');

  /** Whether their results are shown hangs on it. */
  const tellConversions = async (personId: string): Promise<void> => {
    for (const conversion of await store.conversions.list())
      if ((await readPeopleOfConversion(context, conversion)).includes(personId))
        await announce.conversion(conversion.id);
  };

  return {
    ...createReferences(context, parts),
    list: async () => Promise.all((await store.persons.list()).map(views.person)),
    read: async (id) => views.person(await record(id)),
    create: async ({ name }) => {
      const id = randomUUID();
      await store.persons.insert({ id, name, hasReference: false, createdAt: now().toISOString() });
      return changed(id);
    },
    rename: async (id, { name }) => {
      await record(id);
      await store.persons.update(id, { name });
      return changed(id);
    },
    remove: async (id) => {
      await record(id);
      await removeWithAll(context, jobs, id);
    },
    recordConsent: async (id, consent) => {
      await record(id);
      await consents.record(id, consent);
      await tellConversions(id);
      return changed(id);
    },
    withdrawConsent: async (id, consentId) => {
      const { name } = await record(id);
      await consents.withdraw(id, consentId);
      const { standing } = await consents.standingOf(id);
      if (standing !== 'active') {
        await jobs.refuseFor(id, { ...consentRefusal(standing, name), facts: { personId: id } });
        await sweepUnfinished(context, consents);
      }
      await tellConversions(id);
      return changed(id);
    },
  };
};

type References = Pick<PersonsService, 'referencePath' | 'setReference' | 'removeReference'>;

const createReferences = ({ store, files, images }: StudioContext, { consents, announce }: Parts): References => {
  const record = async (id: string) => found(await store.persons.read(id), 'person');
  return {
    referencePath: async (id) => {
      const { hasReference } = await record(id);
      return found(hasReference ? files.paths.reference(id) : undefined, 'reference photo');
    },
    setReference: async (id, bytes) => {
      await consents.require([id]);
      const image = await images.decode(bytes, { maxSide: referenceSidePx });
      await files.write(files.paths.reference(id), await images.encodeJpeg(image, { quality: 92 }));
      await store.persons.update(id, { hasReference: true });
      return found(await announce.person(id), 'person');
    },
    removeReference: async (id) => {
      await record(id);
      await store.persons.update(id, { hasReference: false });
      await files.remove(files.paths.reference(id));
      return found(await announce.person(id), 'person');
    },
  };
};

/** Work first, then the rows, then the files: what a crash leaves of them the next start removes. */
const removeWithAll = async (context: StudioContext, jobs: JobsService, id: string): Promise<void> => {
  const { store, files, events } = context;
  const clips = await store.clips.list({ personId: id });
  const links = await store.links.list({ personId: id });
  const runs = await store.runs.list({ personId: id });
  const models = await store.dfmModels.list({ personId: id });
  const conversions = await conversionsWith(context, { runs, models, clips });
  await jobs.endOn([id, ...[...links, ...clips, ...runs, ...models, ...conversions].map((subject) => subject.id)]);
  for (const conversion of conversions) await store.conversions.remove(conversion.id);
  for (const run of runs) await store.runs.remove(run.id);
  await store.persons.remove(id);
  await files.remove(files.paths.folderOf('persons', id));
  for (const link of links) await files.remove(files.paths.folderOf('links', link.id));
  for (const clip of clips) {
    await files.remove(files.paths.folderOf('clips', clip.id));
    await files.remove(files.paths.faces(clip.id));
    events.publish({ type: 'clip:removed', clipId: clip.id, personId: id });
  }
  for (const conversion of conversions) {
    await files.remove(files.paths.folderOf('conversions', conversion.id));
    events.publish({ type: 'conversion:removed', conversionId: conversion.id });
  }
  for (const run of runs) {
    await files.remove(files.paths.run(run.id));
    events.publish({ type: 'run:removed', runId: run.id });
  }
  for (const model of models) {
    await files.remove(files.paths.folderOf('models', model.id));
    events.publish({ type: 'model:removed', modelId: model.id });
  }
  events.publish({ type: 'person:removed', personId: id });
};

interface Gone {
  readonly runs: readonly { readonly id: string }[];
  readonly models: readonly { readonly id: string }[];
  readonly clips: readonly { readonly id: string }[];
}

/** Of these runs and models, and by models of others of these clips; each once. */
const conversionsWith = async (context: StudioContext, { runs, models, clips }: Gone): Promise<ConversionRecord[]> => {
  const { conversions } = context.store;
  const lists = await Promise.all([
    conversionsOfRuns(
      context,
      runs.map(({ id }) => id),
    ),
    ...models.map(({ id }) => conversions.list({ modelId: id })),
    ...clips.map(({ id }) => conversions.list({ clipId: id })),
  ]);
  return [...new Map(lists.flat().map((conversion) => [conversion.id, conversion])).values()];
};
