/** Records as a person sees them: with counts, names, and what runs on them now. */
import type { ClipView, SkippedFile } from '#core/contract/clip.ts';
import type { ConversionView, OtherFace } from '#core/contract/conversion.ts';
import type { DfmModelView } from '#core/contract/dfm-model.ts';
import { importedModel } from '#core/contract/model-card.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { RunView } from '#core/contract/run.ts';
import { isLeft } from '#core/studio/run-branches.ts';
import type { DfmModelRecord } from '#server/ports/dfm-model-store.ts';
import type { StudioFiles } from '#server/ports/studio-files.ts';
import type { ClipRecord, ConversionRecord, PersonRecord, RunRecord } from '#server/ports/studio-store.ts';
import { readOrigins } from './clip-origins.ts';
import type { ConsentsService } from './consents.ts';
import { pairOf, readConversionModel } from './conversion-model.ts';
import { peopleIn, readOtherRuns } from './conversion-people.ts';
import { found } from './found.ts';
import type { JobsService } from './jobs.ts';
import type { StudioContext } from './studio-context.ts';
import { keptSecondsOf } from './unfinished-conversions.ts';

export { found } from './found.ts';

export interface Views {
  person(person: PersonRecord): Promise<PersonView>;
  clip(clip: ClipRecord): Promise<ClipView>;
  run(run: RunRecord & { readonly waitingShare?: number | null }): Promise<RunView>;
  conversion(conversion: ConversionRecord): Promise<ConversionView>;
  dfmModel(model: DfmModelRecord): Promise<DfmModelView>;
}

export const createViews = (context: StudioContext, consents: ConsentsService, jobs: JobsService): Views => {
  const { store, files } = context;
  const sideOf = async (personId: string) => {
    const person = await store.persons.read(personId);
    const { kept } = await store.faces.countsOfPerson(personId);
    return { id: personId, name: person?.name ?? '', keptFaces: kept };
  };
  return {
    person: async (person) => {
      const { standing, consents: records } = await consents.standingOf(person.id);
      return {
        ...person,
        consent: standing,
        consents: records,
        clipCount: (await store.clips.list({ personId: person.id })).length,
        faces: await store.faces.countsOfPerson(person.id),
        portraitFaceId: await store.faces.portraitOf(person.id),
      };
    },
    clip: async (clip) => ({
      id: clip.id,
      personId: clip.personId,
      name: clip.name,
      state: clip.state,
      jobId: jobs.activeOn(clip.id),
      sizeBytes: clip.sizeBytes,
      sha256: clip.sha256,
      facts: clip.facts,
      playable: clip.playable,
      kind: clip.kind,
      linkedPath: clip.linkedPath,
      sourceUrl: clip.sourceUrl,
      hasProxy: clip.hasProxy,
      skipped: await skippedOf(files, clip),
      sampling: clip.sampling,
      excluded: [...clip.excluded],
      faces: await store.faces.countsOfClip(clip.id),
      extractedAt: clip.extractedAt,
      createdAt: clip.createdAt,
    }),
    run: async ({ personAId, personBId, heldOut: _, waitingShare = null, shownSets, branches, imported, ...run }) => ({
      ...run,
      shownSets: [...shownSets],
      branches: [...branches],
      imported: imported && importedModel.parse(imported),
      waitingShare,
      jobId: jobs.activeOn(run.id),
      personA: await sideOf(personAId),
      personB: await sideOf(personBId),
      checkpoints: (await store.runs.checkpointsOf(run.id)).map(
        ({ runId: _, fileName: _1, sha256: _2, trainedSeconds: _3, ...checkpoint }) => ({
          ...checkpoint,
          isLeft: isLeft(branches, checkpoint),
        }),
      ),
    }),
    conversion: (conversion) => conversionViewOf(context, { consents, jobs }, conversion),
    dfmModel: (model) => dfmModelViewOf(context, consents, model),
  };
};

const conversionViewOf = async (
  context: StudioContext,
  { consents, jobs }: { readonly consents: ConsentsService; readonly jobs: JobsService },
  { modelId, ...conversion }: ConversionRecord,
): Promise<ConversionView> => {
  const { store } = context;
  const model = await readConversionModel(context, { runId: conversion.runId, modelId });
  const clip = found(await store.clips.read(conversion.clipId), 'clip');
  const otherRuns = await readOtherRuns(context, conversion.settings);
  const refusal = await consents.refusal(peopleIn({ model, clip, otherRuns }));
  const { a, b } = pairOf(model, clip);
  const nameOf = async (personId: string) => (await store.persons.read(personId))?.name ?? '';
  return {
    ...conversion,
    model: model.kind === 'run' ? null : inShort(model.dfm),
    clipName: clip.name,
    personAName: await nameOf(a),
    personBName: await nameOf(b),
    otherPairs: await Promise.all(
      otherRuns.map(async ({ personAId, personBId }, at) => ({
        personAName: await nameOf(personAId),
        personBName: await nameOf(personBId),
        to: (conversion.settings.otherFaces[at] as OtherFace).to,
      })),
    ),
    jobId: jobs.activeOn(conversion.id),
    keptSeconds: await keptSecondsOf(context, conversion),
    hasSideBySide: conversion.state === 'done' && conversion.settings.sideBySide,
    withheld: refusal ? { code: refusal.code, message: refusal.message } : null,
  };
};

const inShort = ({ id, name, sha256, morphs }: DfmModelRecord): ConversionView['model'] => ({
  id,
  name,
  sha256,
  morphs,
});

const dfmModelViewOf = async (
  { store }: StudioContext,
  consents: ConsentsService,
  { personId, ...model }: DfmModelRecord,
): Promise<DfmModelView> => {
  if (personId === null) return { ...model, person: null, consent: 'unknown' };
  const { id, name } = found(await store.persons.read(personId), 'person');
  return { ...model, person: { id, name }, consent: (await consents.standingOf(id)).standing };
};

const skippedOf = async (files: StudioFiles, clip: ClipRecord): Promise<SkippedFile[]> => {
  if (clip.kind !== 'photos') return [];
  const origins = await readOrigins(files, clip.id);
  return origins.flatMap(({ name, refused }) => (refused === null ? [] : [{ name, code: refused }]));
};
