/** An edit of faces: what was before is read, both are noted, and the one or the other is written. */
import type { EditView } from '#core/contract/face-edit.ts';
import type { AddedFace, FaceChanges, FaceStore, FaceValues } from '#server/ports/studio-store.ts';
import { bytesToFloats, floatsToBytes } from './columns.ts';
import type { FaceCache, HeldFaces } from './face-cache.ts';
import type { JournalEntry, Noted, NotedChanges, NotedCluster, NotedFace, NotedValues } from './face-journal.ts';
import { noteRow, noteShape, type ShapeRow, selectShape, sketchOfShape, writesOfShape } from './face-shapes.ts';
import { columnOfValue, type FaceValueName, valueNames } from './face-values.ts';
import { countAgain, inList, listValue, type Value, type Write } from './face-writes.ts';
import type { Reader } from './reader.ts';

type Edit = Parameters<FaceStore['edit']>[0];

interface Sources {
  readonly reader: Reader;
  readonly held: HeldFaces;
  /** A number for a new face. */
  readonly newSeq: () => number;
}

export const entryOf = (sources: Sources, { id, kind, at, changes }: Edit): JournalEntry => {
  const { reader, held } = sources;
  const faces = (changes.faces ?? []).flatMap((change) => noteValues(sources, change));
  const shapes = (changes.shapes ?? []).flatMap(({ id: faceId, ...set }) => {
    const seq = seqOf(held, faceId);
    const row = reader.first<ShapeRow>(`${selectShape} WHERE seq = ?`, seq ?? -1);
    return seq === undefined || !row ? [] : [{ seq, set: noteShape(set), was: noteRow(row) }];
  });
  const added = (changes.added ?? []).map((face) => noteAdded(face, sources.newSeq()));
  const touched = new Set([...faces.flatMap(({ seqs }) => seqs), ...shapes.map(({ seq }) => seq)]);
  const edit: EditView = { id, kind, at, faceCount: touched.size + added.length };
  const clipIds = new Set([...clipsOf(held, touched), ...added.map(({ clipId }) => clipId)]);
  const noted = {
    faces,
    shapes,
    added,
    clusters: noteClusters(reader, changes),
    excluded: noteExcluded(reader, changes),
  };
  return { edit, changes: { ...noted, clipIds: [...clipIds] } };
};

const noteAdded = (
  { id, clipId, box, similarity, mesh, descriptor, ...values }: AddedFace,
  seq: number,
): NotedFace => ({
  seq,
  id,
  clipId,
  values,
  shape: noteShape({ box, similarity, mesh, descriptor }),
});

const seqOf = ({ faces, placeOf }: HeldFaces, id: string): number | undefined => faces.seq[placeOf(id) ?? -1];

const clipsOf = ({ faces, placeOfSeq }: HeldFaces, seqs: Iterable<number>): Set<string> => {
  const clips = new Set<number>();
  for (const seq of seqs) clips.add(faces.clip[placeOfSeq(seq) ?? -1] as number);
  return new Set([...clips].map((clip) => faces.clipIds[clip] as string));
};

/** One note for each different before. Faces that have the values already are left out. */
const noteValues = (
  { reader, held }: Sources,
  { ids, set }: { readonly ids: readonly string[]; readonly set: Partial<FaceValues> },
): NotedValues[] => {
  const names = namesOf(set);
  const seqs = ids.map((id) => seqOf(held, id)).filter((seq) => seq !== undefined);
  const columns = names.map((name) => columnOfValue[name]).join(', ');
  const wanted = JSON.stringify(names.map((name) => stored(set[name])));
  const groups = new Map<string, number[]>();
  const rows = reader.lists<[number, ...Value[]]>(
    `SELECT seq, ${columns} FROM face WHERE seq IN ${inList} ORDER BY seq`,
    listValue(seqs),
  );
  for (const [seq, ...values] of rows) {
    const key = JSON.stringify(values);
    if (key === wanted) continue;
    const group = groups.get(key);
    if (group) group.push(seq);
    else groups.set(key, [seq]);
  }
  return [...groups].map(([key, group]) => ({ seqs: group, set, was: valuesFrom(names, JSON.parse(key) as Value[]) }));
};

const namesOf = (set: Partial<FaceValues>): FaceValueName[] => valueNames.filter((name) => set[name] !== undefined);

const stored = (value: FaceValues[FaceValueName] | undefined): Value =>
  typeof value === 'boolean' ? Number(value) : (value ?? null);

const valuesFrom = (names: readonly FaceValueName[], values: readonly Value[]): Partial<FaceValues> =>
  Object.fromEntries(
    names.map((name, index) => [name, name === 'decided' || name === 'edited' ? values[index] === 1 : values[index]]),
  );

interface ClusterRow {
  readonly isPerson: 0 | 1 | null;
  readonly descriptor: Uint8Array;
}

const noteClusters = (reader: Reader, { clusters = [], goneClusters = [] }: FaceChanges): NotedChanges['clusters'] => {
  const before = (id: string): NotedCluster | null => {
    const row = reader.first<ClusterRow>('SELECT is_person AS isPerson, descriptor FROM cluster WHERE id = ?', id);
    if (!row) return null;
    return { isPerson: row.isPerson === null ? null : row.isPerson === 1, descriptor: bytesToFloats(row.descriptor) };
  };
  return [
    ...clusters.map(({ id, isPerson, descriptor }) => ({ id, set: { isPerson, descriptor }, was: before(id) })),
    ...goneClusters.map((id) => ({ id, set: null, was: before(id) })),
  ];
};

const noteExcluded = (reader: Reader, { excluded = [] }: FaceChanges): NotedChanges['excluded'] =>
  excluded.flatMap(({ clipId, ranges }) => {
    const row = reader.first<{ excluded: string }>('SELECT excluded FROM clip WHERE id = ?', clipId);
    return row ? [{ clipId, set: ranges, was: JSON.parse(row.excluded) as typeof ranges }] : [];
  });

/** `set` does an edit or does it again, `was` undoes it. */
export type Side = keyof Noted<unknown>;

export const writesOf = (personId: string, { changes }: JournalEntry, side: Side): Write[] => [
  ...changes.faces.map((note) => setValues(note.seqs, note[side])),
  ...changes.shapes.flatMap((note) => writesOfShape(note.seq, note[side])),
  ...changes.added.flatMap((face) => (side === 'set' ? addFace(face) : [removeFace(face.seq)])),
  ...changes.clusters.map(({ id, ...note }) => setCluster(personId, id, note[side])),
  ...changes.excluded.map(({ clipId, ...note }) => ({
    sql: 'UPDATE clip SET excluded = ? WHERE id = ?',
    values: [JSON.stringify(note[side]), clipId],
  })),
  ...(changes.clipIds.length > 0 ? [countAgain(changes.clipIds)] : []),
];

const setValues = (seqs: readonly number[], set: Partial<FaceValues>): Write => {
  const names = namesOf(set);
  return {
    sql: `UPDATE face SET ${names.map((name) => `${columnOfValue[name]} = ?`).join(', ')} WHERE seq IN ${inList}`,
    values: [...names.map((name) => stored(set[name])), listValue(seqs)],
  };
};

/** Nothing where the clip is gone meanwhile. */
const addFace = ({ seq, id, clipId, values, shape }: NotedFace): Write[] => [
  {
    sql: `INSERT INTO face (seq, id, clip_id, ${valueNames.map((name) => columnOfValue[name]).join(', ')})
      SELECT ?, ?, id, ${valueNames.map(() => '?').join(', ')} FROM clip WHERE id = ?`,
    values: [seq, id, ...valueNames.map((name) => stored(values[name])), clipId],
  },
  ...writesOfShape(seq, shape),
];

const removeFace = (seq: number): Write => ({ sql: 'DELETE FROM face WHERE seq = ?', values: [seq] });

const setCluster = (personId: string, id: string, cluster: NotedCluster | null): Write =>
  cluster === null
    ? { sql: 'DELETE FROM cluster WHERE id = ?', values: [id] }
    : {
        sql: 'INSERT OR REPLACE INTO cluster (id, person_id, is_person, descriptor) VALUES (?, ?, ?, ?)',
        values: [id, personId, stored(cluster.isPerson as boolean), floatsToBytes(cluster.descriptor)],
      };

/** What is held in memory follows what was written. */
export const follow = (
  cache: FaceCache,
  personId: string,
  { changes, side }: { changes: NotedChanges; side: Side },
): void => {
  if (changes.added.length > 0) cache.forget(personId);
  for (const note of changes.faces) cache.change(personId, note.seqs, note[side]);
  for (const note of changes.shapes) cache.changeSketch(personId, note.seq, sketchOfShape(note[side]));
};
