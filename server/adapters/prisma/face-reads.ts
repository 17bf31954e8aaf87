/** Faces by id, and how many there are. */
import type { FaceCounts, FaceRow } from '#core/contract/face.ts';
import type { FacePlace, FaceStore } from '#server/ports/studio-store.ts';
import { bytesToFloats } from './columns.ts';
import { addedTo } from './face-journal.ts';
import { type ShapeRow, selectShape, shapeOf } from './face-shapes.ts';
import { namedColumns, type StoredValues } from './face-values.ts';
import { inList, listValue } from './face-writes.ts';
import { unpackNumbers } from './packed-numbers.ts';
import type { Reader } from './reader.ts';

type Reads = Pick<
  FaceStore,
  | 'rows'
  | 'shape'
  | 'meshes'
  | 'place'
  | 'places'
  | 'pictured'
  | 'twins'
  | 'countsOfPerson'
  | 'countsOfClip'
  | 'portraitOf'
>;

export const createFaceReads = (reader: Reader): Reads => ({
  rows: async (ids) => {
    const rows = reader.all<StoredRow>(
      `SELECT face.id, clip_id AS clipId, ${namedColumns('face')} FROM face WHERE attempt IS NULL AND face.id IN ${inList}`,
      listValue(ids),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []).map(rowOf);
  },
  shape: async (id) => {
    const row = reader.first<ShapeRow>(`${selectShape} WHERE attempt IS NULL AND id = ?`, id);
    return row && shapeOf(row);
  },
  meshes: async (ids) => {
    const rows = reader.all<MeshRow>(
      `SELECT id, similarity, mesh, mesh_bits AS meshBits FROM face JOIN face_shape ON face_seq = seq
        WHERE attempt IS NULL AND id IN ${inList}`,
      listValue(ids),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []).map(meshOf);
  },
  twins: async (personId) =>
    reader.all<{ id: string; twinOf: string }>(
      `SELECT face.id, twin_of AS twinOf FROM clip JOIN face ON clip_id = clip.id
        WHERE person_id = ? AND attempt IS NULL AND twin_of IS NOT NULL`,
      personId,
    ),
  place: async (id) => reader.first<FacePlace>(`${selectPlaces} WHERE attempt IS NULL AND face.id = ?`, id),
  places: async ({ personId, state, clipId }) =>
    reader.all<FacePlace>(
      `${selectPlaces} WHERE attempt IS NULL AND clip.person_id = ? AND (? IS NULL OR face.state = ?)
        AND (? IS NULL OR clip.id = ?) ORDER BY clip.created_at, clip.id, frame_index, seq`,
      personId,
      state ?? null,
      state ?? null,
      clipId ?? null,
      clipId ?? null,
    ),
  pictured: async (clipId) => {
    const rows = reader.all<{ id: string }>('SELECT id FROM face WHERE clip_id = ? AND attempt IS NULL', clipId);
    return new Set([...rows.map(({ id }) => id), ...addedTo(reader, clipId)]);
  },
  countsOfPerson: async (personId) =>
    countsIn(reader, 'clip_id IN (SELECT id FROM clip WHERE person_id = ?)', personId),
  countsOfClip: async (clipId) => countsIn(reader, 'clip_id = ?', clipId),
  portraitOf: async (personId) =>
    reader.first<{ id: string }>(
      `SELECT portrait_id AS id FROM face_tally JOIN clip ON clip.id = clip_id
        WHERE person_id = ? AND portrait_id IS NOT NULL ORDER BY portrait_likeness DESC, portrait_id LIMIT 1`,
      personId,
    )?.id ?? null,
});

const selectPlaces = `SELECT face.id, clip_id AS clipId, person_id AS personId, face.state, frame_index AS frameIndex, track,
  picture_version AS pictureVersion FROM clip JOIN face ON clip_id = clip.id`;

interface MeshRow {
  readonly id: string;
  readonly similarity: Uint8Array;
  readonly mesh: Uint8Array;
  readonly meshBits: number;
}

const meshOf = ({ id, similarity, mesh, meshBits }: MeshRow) => ({
  id,
  similarity: bytesToFloats(similarity),
  mesh: Array.from(unpackNumbers(mesh, meshBits)),
});

type StoredRow = StoredValues & Pick<FaceRow, 'id' | 'clipId'>;

const rowOf = ({ decided: _decided, ...row }: StoredRow): FaceRow => ({ ...row, edited: row.edited === 1 });

const countsIn = (reader: Reader, condition: string, value: string): FaceCounts =>
  reader.first<FaceCounts>(
    `SELECT CAST(TOTAL(kept) AS INTEGER) AS kept, CAST(TOTAL(unsure) AS INTEGER) AS unsure,
      CAST(TOTAL(other) AS INTEGER) AS other, CAST(TOTAL(rejected) AS INTEGER) AS rejected
      FROM face_tally WHERE ${condition}`,
    value,
  ) ?? { kept: 0, unsure: 0, other: 0, rejected: 0 };
