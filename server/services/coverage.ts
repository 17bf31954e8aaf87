/** Coverage: what a training of two people could and could not draw, told from the measures of their faces. */

import { modelShape } from '#core/autoencoder/architecture.ts';
import { defaultArchitecture } from '#core/autoencoder/architectures/recommended.ts';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { CoverageDirection, CoverageReport, ReadCoverage } from '#core/contract/coverage.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { FaceState } from '#core/contract/face.ts';
import type { Side } from '#core/contract/run.ts';
import { compareFaces } from '#core/dataset/coverage-report.ts';
import { type MeasureTable, pickRows, rowsWhere } from '#core/dataset/coverage-table.ts';
import type { ClipRecord, PersonRecord } from '#server/ports/studio-store.ts';
import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface CoverageService {
  /** @throws StudioError bad_request where the clip is of neither of the two, or both are one person */
  read(request: ReadCoverage): Promise<CoverageReport>;
}

export const createCoverageService = ({ store }: StudioContext): CoverageService => {
  const partyOf = async (side: Side, personId: string): Promise<Party> => {
    const person = found(await store.persons.read(personId), 'person');
    const all = await store.faces.measures({ personId });
    return { side, person, all, kept: facesIn(all, ['kept']), setAside: facesIn(all, ['unsure', 'rejected']) };
  };
  return {
    read: async ({ personA, personB, clip: clipId }) => {
      if (personA === personB) throw new StudioError('bad_request', 'A comparison needs two different people.');
      const clip = clipId === undefined ? null : found(await store.clips.read(clipId), 'clip');
      const [a, b] = [await partyOf('a', personA), await partyOf('b', personB)];
      const directions = [
        { performer: a, drawn: b },
        { performer: b, drawn: a },
      ].filter(({ performer }) => clip === null || clip.personId === performer.person.id);
      if (directions.length === 0) throw foreignClip(clip);
      return { directions: directions.map((direction) => directionOf(direction, clip)) };
    },
  };
};

interface Party {
  readonly side: Side;
  readonly person: PersonRecord;
  readonly all: MeasureTable;
  readonly kept: MeasureTable;
  readonly setAside: MeasureTable;
}

const facesIn = (table: MeasureTable, states: readonly FaceState[]): MeasureTable =>
  pickRows(
    table,
    rowsWhere(table, (row) => states.includes(table.states[row] as FaceState)),
  );

/** What the model draws that a run has if nobody says otherwise: what a set lacks beyond that no training misses. */
const faceSize = modelShape(architectures[defaultArchitecture]).drawnSize;

/** A conversion draws over every face of the performer in the clip, also over those that training leaves out. */
const facesToReplace = ({ all }: Party, clip: ClipRecord): MeasureTable =>
  pickRows(
    all,
    rowsWhere(all, (row) => all.clipIds[row] === clip.id && all.states[row] !== 'other'),
  );

const directionOf = (
  { performer, drawn }: { readonly performer: Party; readonly drawn: Party },
  clip: ClipRecord | null,
): CoverageDirection => {
  const target = clip ? facesToReplace(performer, clip) : performer.kept;
  return {
    to: drawn.side,
    performer: { personId: performer.person.id, name: performer.person.name, faces: performer.kept.ids.length },
    drawn: {
      personId: drawn.person.id,
      name: drawn.person.name,
      faces: drawn.kept.ids.length,
      clips: new Set(drawn.kept.clipIds).size,
    },
    target: { clipId: clip?.id ?? null, faces: target.ids.length },
    ...compareFaces({ target, performer: performer.kept, drawn: drawn.kept, setAside: drawn.setAside, faceSize }),
  };
};

const foreignClip = (clip: ClipRecord | null): StudioError =>
  new StudioError('bad_request', `${clip?.name} shows neither of the two people.`, {
    facts: { clipId: clip?.id ?? null },
  });
