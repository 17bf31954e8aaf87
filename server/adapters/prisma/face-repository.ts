/** Faces: many rows, so lists read only the columns they show and writes go in slices. */
import { faceState } from '#core/contract/face.ts';
import type { FoundFaceRecord } from '#core/contract/jobs.ts';
import type { FaceChange, FaceCounts, FaceFilter, FaceStore } from '#server/ports/studio-store.ts';
import { floatsToBytes } from './columns.ts';
import type { PrismaClient } from './generated/client.ts';

/** Rows in one INSERT: 14 columns each stay below SQLite's 32,766 variables. */
const rowsPerInsert = 500;
/** Ids in one IN list. */
const idsPerUpdate = 5000;

const placeColumns = { id: true, clipId: true, personId: true, state: true, frameIndex: true } as const;
const rowColumns = {
  id: true,
  clipId: true,
  state: true,
  frameIndex: true,
  timeSeconds: true,
  score: true,
  likeness: true,
  sharpness: true,
  sizePx: true,
} as const;

export const faceRepository = (client: PrismaClient): FaceStore => ({
  replaceOfClip: async ({ clipId, personId, faces, descriptor, extractedAt }) => {
    await client.$transaction([
      client.face.deleteMany({ where: { clipId } }),
      ...slices(faces, rowsPerInsert).map((slice) =>
        client.face.createMany({ data: slice.map((face) => columns({ face, clipId, personId })) }),
      ),
      client.clip.update({ where: { id: clipId }, data: { extractedAt, descriptor: floatsToBytes(descriptor) } }),
    ]);
  },
  rows: async (filter) => {
    const rows = await client.face.findMany({ where: where(filter), select: rowColumns, orderBy });
    return rows.map((row) => ({ ...row, state: faceState.parse(row.state) }));
  },
  place: async (id) => {
    const row = await client.face.findUnique({ where: { id }, select: placeColumns });
    return row ? { ...row, state: faceState.parse(row.state) } : undefined;
  },
  places: async (filter) => {
    const rows = await client.face.findMany({ where: where(filter), select: placeColumns, orderBy });
    return rows.map((row) => ({ ...row, state: faceState.parse(row.state) }));
  },
  setStates: (changes) => setStates(client, changes),
  countsOfPerson: (personId) => counts(client, { personId }),
  countsOfClip: (clipId) => counts(client, { clipId }),
  portraitOf: async (personId) => {
    const face = await client.face.findFirst({
      where: { personId, state: 'kept' },
      orderBy: [{ likeness: 'desc' }, { id: 'asc' }],
      select: { id: true },
    });
    return face?.id ?? null;
  },
});

const orderBy = [{ clipId: 'asc' as const }, { frameIndex: 'asc' as const }, { id: 'asc' as const }];

const where = ({ personId, state, clipId }: FaceFilter) => ({ personId, state, clipId });

const columns = ({ face, clipId, personId }: { face: FoundFaceRecord; clipId: string; personId: string }) => ({
  id: face.id,
  clipId,
  personId,
  state: face.state,
  frameIndex: face.frameIndex,
  timeSeconds: face.timeSeconds,
  box: floatsToBytes([face.box.left, face.box.top, face.box.width, face.box.height]),
  mesh: floatsToBytes(face.mesh),
  similarity: floatsToBytes(face.similarity),
  descriptor: floatsToBytes(face.descriptor),
  score: face.score,
  sharpness: face.sharpness,
  sizePx: face.sizePx,
  likeness: face.likeness,
});

const setStates = async (client: PrismaClient, changes: readonly FaceChange[]) => {
  const found = (
    await Promise.all(
      slices(changes, idsPerUpdate).map((slice) =>
        client.face.findMany({ where: { id: { in: slice.map((change) => change.id) } }, select: placeColumns }),
      ),
    )
  ).flat();
  const idsByState = Map.groupBy(changes, (change) => change.state);
  await client.$transaction(
    [...idsByState].flatMap(([state, group]) =>
      slices(group, idsPerUpdate).map((slice) =>
        client.face.updateMany({ where: { id: { in: slice.map((change) => change.id) } }, data: { state } }),
      ),
    ),
  );
  return {
    previous: found.map((row) => ({ id: row.id, state: faceState.parse(row.state) })),
    personIds: [...new Set(found.map((row) => row.personId))],
    clipIds: [...new Set(found.map((row) => row.clipId))],
  };
};

const counts = async (client: PrismaClient, filter: { personId?: string; clipId?: string }): Promise<FaceCounts> => {
  const groups = await client.face.groupBy({ by: ['state'], where: filter, _count: { _all: true } });
  const countOf = (state: string) => groups.find((group) => group.state === state)?._count._all ?? 0;
  return { kept: countOf('kept'), rejected: countOf('rejected'), other: countOf('other') };
};

const slices = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
