/**
 * Faces of an extraction: kept where nobody sees them while they are found, then put in the place of those the clip had.
 * What a human did stays: faces edited by hand, and the states they set.
 */
import type { FaceIdentity, FoundFaceRecord } from '#core/contract/jobs.ts';
import { intersectionOverUnion } from '#core/geometry/box.ts';
import type { FaceStore } from '#server/ports/studio-store.ts';
import { floatsToBytes } from './columns.ts';
import { sketchOf } from './descriptor-sketch.ts';
import { boxOf, descriptorColumns, shapeColumns } from './face-shapes.ts';
import { countAgain, inList, listValue, type Write, writeTogether } from './face-writes.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Reader } from './reader.ts';

/** Rows in one INSERT: 26 columns each stay below SQLite's 32,766 variables. */
const rowsPerInsert = 500;
/** Rows told in one UPDATE. */
const rowsPerUpdate = 5000;

interface Staging {
  readonly attempt: string;
  readonly clipId: string;
  readonly faces: readonly FoundFaceRecord[];
  /** Of the first of them. */
  readonly firstSeq: number;
}

export const stageFaces = async (
  client: PrismaClient,
  { attempt, clipId, faces, firstSeq }: Staging,
): Promise<void> => {
  const numbered = faces.map((face, index) => ({ face, seq: firstSeq + index }));
  await client.$transaction(
    slices(numbered, rowsPerInsert).flatMap((slice) => [
      client.face.createMany({ data: slice.map(({ face, seq }) => ({ ...plainOf(face), seq, clipId, attempt })) }),
      client.faceShape.createMany({ data: slice.map(({ face, seq }) => ({ faceSeq: seq, ...shapeColumns(face) })) }),
      client.faceDescriptor.createMany({
        data: slice.map(({ face, seq }) => ({ faceSeq: seq, ...descriptorColumns(face.descriptor) })),
      }),
      client.faceSketch.createMany({
        data: slice.map(({ face, seq }) => ({ faceSeq: seq, sketch: sketchOf(face.descriptor) })),
      }),
    ]),
  );
};

/** Nobody knows yet whose it is. */
const plainOf = ({
  box: _box,
  mesh: _mesh,
  similarity: _similarity,
  descriptor: _descriptor,
  ...plain
}: FoundFaceRecord) => ({
  ...plain,
  state: 'unsure',
  likeness: 0,
});

export const identifyFaces = (
  client: PrismaClient,
  attempt: string,
  identities: readonly FaceIdentity[],
): Promise<void> =>
  writeTogether(
    client,
    slices(identities, rowsPerUpdate).map((slice) => ({
      sql: `UPDATE face SET state = value ->> 1, likeness = value ->> 2, cluster_id = value ->> 3, twin_of = value ->> 4
        FROM json_each(?) WHERE face.id = value ->> 0 AND attempt = ?`,
      values: [
        listValue(slice.map(({ id, state, likeness, clusterId, twinOf }) => [id, state, likeness, clusterId, twinOf])),
        attempt,
      ],
    })),
  );

type Publish = Parameters<FaceStore['publish']>[0];

/** Gives the ids of the faces that are gone. */
export const publishFaces = async (client: PrismaClient, reader: Reader, options: Publish): Promise<string[]> => {
  const { attempt, clipId } = options;
  const kept = keepHandWork(reader, options);
  const old = reader.all<{ id: string }>(
    'SELECT id FROM face WHERE clip_id = ? AND attempt IS NULL AND NOT edited',
    clipId,
  );
  await writeTogether(client, [
    { sql: 'DELETE FROM face WHERE clip_id = ? AND attempt IS NULL AND NOT edited', values: [clipId] },
    { sql: `DELETE FROM face WHERE seq IN ${inList}`, values: [listValue(kept.dropped.map(({ seq }) => seq))] },
    { sql: 'UPDATE face SET attempt = NULL WHERE attempt = ? AND clip_id = ?', values: [attempt, clipId] },
    {
      sql: 'UPDATE face SET state = value ->> 1, decided = 1 FROM json_each(?) WHERE seq = value ->> 0',
      values: [listValue(kept.decided)],
    },
    ...mendEdited(clipId, kept),
    ...keepClusters(options),
    {
      sql: 'UPDATE clip SET extracted_at = ?, descriptor = ? WHERE id = ?',
      values: [options.extractedAt, options.descriptor && floatsToBytes(options.descriptor), clipId],
    },
    countAgain([clipId]),
  ]);
  return [...old, ...kept.dropped].map(({ id }) => id);
};

interface PlacedFace {
  readonly seq: number;
  readonly id: string;
  readonly frameIndex: number;
  readonly state: string;
  readonly edited: 0 | 1;
  readonly track: number;
  readonly clusterId: string | null;
  readonly box: Uint8Array;
}

const selectPlaced = `SELECT seq, id, frame_index AS frameIndex, state, edited, track, cluster_id AS clusterId, box
  FROM face JOIN face_shape ON face_seq = seq WHERE clip_id = ?`;

/** Boxes that share this much of their joint area show the same face. */
const sameFace = 0.4;

interface HandWork {
  /** New faces where an edited one lies already. */
  readonly dropped: readonly PlacedFace[];
  /** Each edited face with the new one that found the same head, if any. */
  readonly edited: readonly { readonly stays: PlacedFace; readonly found: PlacedFace | undefined }[];
  /** New faces, by number, that take over what a human said. */
  readonly decided: readonly (readonly [seq: number, state: string])[];
}

const keepHandWork = (reader: Reader, { clipId, attempt }: Publish): HandWork => {
  const before = reader.all<PlacedFace>(`${selectPlaced} AND attempt IS NULL AND (edited OR decided)`, clipId);
  const frames = listValue([...new Set(before.map(({ frameIndex }) => frameIndex))]);
  const staged = reader.all<PlacedFace>(
    `${selectPlaced} AND attempt = ? AND frame_index IN ${inList}`,
    clipId,
    attempt,
    frames,
  );
  const edited = before.filter((face) => face.edited === 1);
  const decided = before.filter((face) => face.edited === 0);
  const covering = pairsOf(edited, staged);
  const dropped = new Set(covering.map(({ found }) => found));
  const left = staged.filter((face) => !dropped.has(face));
  return {
    dropped: [...dropped],
    edited: edited.map((stays) => ({ stays, found: covering.find((pair) => pair.before === stays)?.found })),
    decided: oneToOne(pairsOf(decided, left)).map((pair) => [pair.found.seq, pair.before.state] as const),
  };
};

interface Pair {
  readonly before: PlacedFace;
  readonly found: PlacedFace;
  readonly shared: number;
}

/** Faces of one frame that lie at the same place, the surest first. */
const pairsOf = (before: readonly PlacedFace[], found: readonly PlacedFace[]): Pair[] => {
  const foundInFrame = Map.groupBy(found, ({ frameIndex }) => frameIndex);
  return before
    .flatMap((face) =>
      (foundInFrame.get(face.frameIndex) ?? []).map((other) => ({
        before: face,
        found: other,
        shared: intersectionOverUnion(boxOf(face.box), boxOf(other.box)),
      })),
    )
    .filter(({ shared }) => shared > sameFace)
    .sort((a, b) => b.shared - a.shared);
};

const oneToOne = (pairs: readonly Pair[]): Pair[] => {
  const taken = new Set<PlacedFace>();
  return pairs.filter(({ before, found }) => {
    if (taken.has(before) || taken.has(found)) return false;
    taken.add(before).add(found);
    return true;
  });
};

/** Edited faces go on in the tracks and clusters of the new extraction; what pointed to a face that is gone points to them or to nothing. */
const mendEdited = (clipId: string, { edited }: HandWork): Write[] => {
  const heirs = Object.fromEntries(edited.flatMap(({ stays, found }) => (found ? [[found.id, stays.id]] : [])));
  const tracks = edited.map(({ stays, found }) => [stays.seq, found?.track ?? null, found?.clusterId ?? null]);
  return [
    {
      // A head that the extraction did not find gets a track of its own.
      sql: `UPDATE face SET cluster_id = COALESCE(cluster_id, value ->> 2), track = COALESCE(value ->> 1,
          (SELECT MAX(track) FROM face WHERE clip_id = ? AND NOT edited) + 1 + json_each.key, json_each.key)
        FROM json_each(?) WHERE seq = value ->> 0`,
      values: [clipId, listValue(tracks)],
    },
    {
      sql: 'UPDATE face SET twin_of = value FROM json_each(?) WHERE clip_id = ? AND twin_of = json_each.key',
      values: [listValue(heirs), clipId],
    },
    {
      sql: `UPDATE face SET twin_of = NULL WHERE clip_id = ? AND edited
        AND (twin_of = id OR twin_of NOT IN (SELECT id FROM face WHERE clip_id = ?))`,
      values: [clipId, clipId],
    },
  ];
};

const keepClusters = ({ clusters, clipId }: Publish): Write[] => [
  ...clusters.map(({ id, personId, descriptor }) => ({
    sql: `INSERT INTO cluster (id, person_id, descriptor) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET descriptor = excluded.descriptor`,
    values: [id, personId, floatsToBytes(descriptor)],
  })),
  {
    // What nobody has said anything of, and no face is in any more, is nothing.
    sql: `DELETE FROM cluster WHERE is_person IS NULL AND person_id = (SELECT person_id FROM clip WHERE id = ?)
      AND id NOT IN (SELECT cluster_id FROM face WHERE cluster_id IS NOT NULL AND clip_id IN
        (SELECT id FROM clip WHERE person_id = (SELECT person_id FROM clip WHERE id = ?)))`,
    values: [clipId, clipId],
  },
];

const slices = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
