/** What draws the frames of a conversion, as a worker is told. */
import type { ConversionSettings } from '#core/contract/conversion.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import type { StudioPaths } from '#server/ports/studio-files.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import { requireSource } from './clip-source.ts';
import type { Ingredients, ReadyModel } from './conversion-ingredients.ts';
import { pairOf } from './conversion-model.ts';
import { descriptorOfPerson } from './person-descriptor.ts';
import type { StudioContext } from './studio-context.ts';
import { swappedPeople } from './swapped-people.ts';
import { found } from './views.ts';

/** What a worker has to know to draw the frames, whatever becomes of them. */
export const drawingOf = async (
  context: StudioContext,
  { settings, ingredients }: { readonly settings: ConversionSettings; readonly ingredients: Ingredients },
) => {
  const { paths } = context.files;
  const { model, clip } = ingredients;
  const personDescriptor = await descriptorOf(context, clip);
  const { otherFaceOf, ...people } = await swappedPeople(context, { clip, settings, personDescriptor });
  return {
    sourcePath: await requireSource(context, clip),
    facts: found(clip.facts ?? undefined, 'clip'),
    drawnBy: drawnByOf(paths, model),
    settings,
    frameTimesPath: paths.clipFrameTimes(clip.id),
    personDescriptor,
    ...people,
    drawnByOthers: await drawnByOthers(context, { others: ingredients.others, otherFaceOf }),
    shownDescriptor: await descriptorOfPerson(context, pairOf(model, clip)[settings.to]),
  };
};

/** Each person that another pair draws, with how both of that pair look. */
const drawnByOthers = (
  context: StudioContext,
  { others, otherFaceOf }: { readonly others: Ingredients['others']; readonly otherFaceOf: readonly (number | null)[] },
) =>
  Promise.all(
    [...otherFaceOf.entries()].flatMap(([person, otherFace]) => {
      if (otherFace === null) return [];
      const { face, model } = others[otherFace] as Ingredients['others'][number];
      const { personAId, personBId } = model.run;
      const [shown, replaced] = face.to === 'a' ? [personAId, personBId] : [personBId, personAId];
      return [
        (async () => ({
          ...{ person, otherFace, to: face.to, drawnBy: drawnByOf(context.files.paths, model) },
          personDescriptor: await descriptorOfPerson(context, replaced),
          shownDescriptor: await descriptorOfPerson(context, shown),
        }))(),
      ];
    }),
  );

const drawnByOf = (paths: StudioPaths, model: ReadyModel): JobPayload<'convert-video'>['drawnBy'] => {
  if (model.kind === 'dfm') return { kind: 'dfm', path: paths.dfmModel(model.dfm.id), sha256: model.dfm.sha256 };
  const { architecture, precision } = model.run.settings;
  const checkpointPath = paths.checkpoint(model.run.id, model.checkpoint.fileName);
  return { kind: 'run', checkpointPath, architecture, precision };
};

/** How the person looks whose face is replaced: in this clip if its faces were found, else in their other clips. */
const descriptorOf = async (context: StudioContext, clip: ClipRecord): Promise<number[] | null> =>
  clip.descriptor ? [...clip.descriptor] : descriptorOfPerson(context, clip.personId);
