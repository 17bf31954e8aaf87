/** Faces: many rows, so lists read only the columns they show and writes go in slices. */
import { type FaceCounts, faceState } from '#core/contract/face.ts';
import type { FoundFaceRecord } from '#core/contract/jobs.ts';
import type { FaceChange, FaceFilter, FaceStore } from '#server/ports/studio-store.ts';
import { bytesToFloats, floatsToBytes } from './columns.ts';
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
  track: true,
  clusterId: true,
  twinOf: true,
  score: true,
  likeness: true,
  sharpness: true,
  sizePx: true,
  exposure: true,
  covered: true,
  yaw: true,
  pitch: true,
  roll: true,
  eyes: true,
  mouth: true,
  lightX: true,
  lightY: true,
  edited: true,
  pictureVersion: true,
} as const;

export const faceRepository = (client: PrismaClient): Omit<FaceStore, 'measures'> => ({
  stage: async ({ attempt, clipId, personId, faces }) => {
    await client.$transaction(
      slices(faces, rowsPerInsert).flatMap((slice) => [
        client.face.createMany({ data: slice.map((face) => columns({ face, clipId, personId, attempt })) }),
        client.faceShape.createMany({ data: slice.map(shapeColumns) }),
      ]),
    );
  },
  identify: async (attempt, identities) => {
    await client.$transaction(
      identities.map(({ id, ...identity }) => client.face.updateMany({ where: { id, attempt }, data: identity })),
    );
  },
  publish: async ({ attempt, clipId, descriptor, extractedAt, clusters }) => {
    const before = await client.face.findMany({ where: { clipId, attempt: null }, select: { id: true } });
    await client.$transaction([
      client.face.deleteMany({ where: { clipId, attempt: null } }),
      client.face.updateMany({ where: { attempt }, data: { attempt: null } }),
      ...clusters.map(({ id, personId, descriptor: mean }) =>
        client.cluster.upsert({
          where: { id },
          create: { id, personId, descriptor: floatsToBytes(mean) },
          update: { descriptor: floatsToBytes(mean) },
        }),
      ),
      client.clip.update({
        where: { id: clipId },
        data: { extractedAt, descriptor: descriptor && floatsToBytes(descriptor) },
      }),
    ]);
    return { gone: before.map(({ id }) => id) };
  },
  dropStaged: async (attempt) => {
    await client.face.deleteMany({ where: { attempt: attempt ?? { not: null } } });
  },
  clusters: async (personId) => {
    const rows = await client.cluster.findMany({ where: { personId } });
    const sizes = await client.face.groupBy({
      by: ['clusterId'],
      where: { personId, attempt: null },
      _count: { _all: true },
    });
    return rows.map((row) => ({
      ...row,
      descriptor: bytesToFloats(row.descriptor),
      faceCount: sizes.find(({ clusterId }) => clusterId === row.id)?._count._all ?? 0,
    }));
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
      where: { personId, state: 'kept', attempt: null },
      orderBy: [{ likeness: 'desc' }, { id: 'asc' }],
      select: { id: true },
    });
    return face?.id ?? null;
  },
});

const orderBy = [{ clipId: 'asc' as const }, { frameIndex: 'asc' as const }, { id: 'asc' as const }];

const where = ({ personId, state, clipId }: FaceFilter) => ({ personId, state, clipId, attempt: null });

interface Staged {
  readonly face: FoundFaceRecord;
  readonly clipId: string;
  readonly personId: string;
  readonly attempt: string;
}

const columns = ({ face, ...of }: Staged) => {
  const { box: _box, mesh: _mesh, similarity: _similarity, descriptor: _descriptor, ...plain } = face;
  return { ...plain, ...of, state: 'unsure', likeness: 0 };
};

const shapeColumns = (face: FoundFaceRecord) => ({
  faceId: face.id,
  box: floatsToBytes([face.box.left, face.box.top, face.box.width, face.box.height]),
  mesh: floatsToBytes(face.mesh),
  similarity: floatsToBytes(face.similarity),
  descriptor: floatsToBytes(face.descriptor),
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
        client.face.updateMany({
          where: { id: { in: slice.map((change) => change.id) } },
          data: { state, decided: true },
        }),
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
  const groups = await client.face.groupBy({
    by: ['state'],
    where: { ...filter, attempt: null },
    _count: { _all: true },
  });
  const countOf = (state: string) => groups.find((group) => group.state === state)?._count._all ?? 0;
  return { kept: countOf('kept'), unsure: countOf('unsure'), other: countOf('other'), rejected: countOf('rejected') };
};

const slices = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
