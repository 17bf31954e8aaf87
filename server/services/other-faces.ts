/**
 * Whether those who get the face of another pair may: nobody's face is replaced but that of a person of the studio, who
 * consents. Whose face a pair replaces is known, so an identity of the clip has to look like that person.
 */
import type { OtherFace } from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import { askFloor, likenessOf } from '#core/dataset/likeness.ts';
import type { ClipRecord, RunRecord } from '#server/ports/studio-store.ts';
import { clipClusterViews } from './person-clusters.ts';
import { descriptorOfPerson } from './person-descriptor.ts';
import type { StudioContext } from './studio-context.ts';
import { lookOf } from './swapped-people.ts';

interface Asked {
  readonly clip: ClipRecord;
  readonly swapped: readonly string[] | null;
  readonly otherFaces: readonly OtherFace[];
  readonly otherRuns: readonly RunRecord[];
}

/** @throws StudioError bad_request where an identity is not the clip's, is there twice, is another person, or nobody is left for the conversion's own pair */
export const refuseWrongFaces = async (context: StudioContext, asked: Asked): Promise<void> => {
  const { clip, swapped, otherFaces, otherRuns } = asked;
  if (otherFaces.length === 0) return;
  const seen = await clipClusterViews(context, clip);
  const own = swapped ?? seen.filter(({ zone }) => zone === 'match').map(({ id }) => id);
  const named = otherFaces.map(({ identity }) => identity);
  const clusterId = named.find((id, at) => swapped?.includes(id) || named.indexOf(id) !== at);
  if (clusterId !== undefined)
    throw new StudioError('bad_request', 'One of those in the clip would be given two faces.', {
      facts: { clusterId },
    });
  if (own.every((id) => named.includes(id)))
    throw new StudioError('bad_request', 'Nobody is left for the conversion’s own pair: begin with one that is used.', {
      facts: { clipId: clip.id },
    });
  for (const [at, face] of otherFaces.entries()) {
    if (!seen.some(({ id }) => id === face.identity))
      throw new StudioError('bad_request', `${clip.name} shows nobody of this identity.`, {
        facts: { clipId: clip.id, clusterId: face.identity },
      });
    await refuseStranger(context, { clip, face, run: otherRuns[at] as RunRecord });
  }
};

const refuseStranger = async (
  context: StudioContext,
  { clip, face, run }: { readonly clip: ClipRecord; readonly face: OtherFace; readonly run: RunRecord },
): Promise<void> => {
  const replacedId = face.to === 'b' ? run.personAId : run.personBId;
  const name = (await context.store.persons.read(replacedId))?.name ?? '';
  const known = await descriptorOfPerson(context, replacedId);
  const facts = { clusterId: face.identity, personId: replacedId };
  if (!known)
    throw new StudioError(
      'bad_request',
      `No clip of ${name} was looked through: nobody can tell whether this is them.`,
      {
        facts,
      },
    );
  const likeness = likenessOf(known, await lookOf(context, clip, face.identity));
  if (likeness >= askFloor) return;
  throw new StudioError('bad_request', `This does not look like ${name}, whose face that pair replaces.`, {
    facts: { ...facts, likeness },
  });
};
