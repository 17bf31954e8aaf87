/**
 * The journal of what a person did to faces: each edit with the values it set and those that were before, so that undo and
 * redo are the same change in one or the other direction. Kept over restarts, the newest 200 of each person.
 */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { EditView, FrameRange } from '#core/contract/face-edit.ts';
import type { FaceValues } from '#server/ports/studio-store.ts';
import type { NotedShape } from './face-shapes.ts';
import type { Write } from './face-writes.ts';
import type { Reader } from './reader.ts';

const editsKept = 200;

/** A change as it was noted. Faces by their number in the database, which no other face ever gets. */
export interface NotedChanges {
  readonly faces: readonly NotedValues[];
  readonly shapes: readonly (Noted<NotedShape> & { readonly seq: number })[];
  readonly added: readonly NotedFace[];
  /** null = there is none. */
  readonly clusters: readonly (Noted<NotedCluster | null> & { readonly id: string })[];
  readonly excluded: readonly (Noted<readonly FrameRange[]> & { readonly clipId: string })[];
  /** Clips whose faces it changes. */
  readonly clipIds: readonly string[];
}

export interface Noted<Value> {
  readonly set: Value;
  readonly was: Value;
}

export interface NotedValues extends Noted<Partial<FaceValues>> {
  readonly seqs: readonly number[];
}

export interface NotedFace {
  readonly seq: number;
  readonly id: string;
  readonly clipId: string;
  readonly values: FaceValues;
  readonly shape: NotedShape;
}

export interface NotedCluster {
  readonly isPerson: boolean | null;
  readonly descriptor: readonly number[];
}

export interface JournalEntry {
  readonly edit: EditView;
  readonly changes: NotedChanges;
}

interface EntryRow extends EditView {
  readonly changes: Uint8Array;
}

/** What stands next to be undone or redone. */
export const nextEntry = (reader: Reader, personId: string, way: 'undo' | 'redo'): JournalEntry | undefined => {
  const row = reader.first<EntryRow>(`SELECT id, kind, face_count AS faceCount, at, changes ${next(way)}`, personId);
  if (!row) return undefined;
  const { changes, ...edit } = row;
  return { edit, changes: unpack(changes) };
};

export const nextEdit = (reader: Reader, personId: string, way: 'undo' | 'redo'): EditView | null =>
  reader.first<EditView>(`SELECT id, kind, face_count AS faceCount, at ${next(way)}`, personId) ?? null;

const next = (way: 'undo' | 'redo'): string =>
  way === 'undo'
    ? 'FROM face_edit WHERE person_id = ? AND NOT undone ORDER BY seq DESC LIMIT 1'
    : 'FROM face_edit WHERE person_id = ? AND undone ORDER BY seq LIMIT 1';

/** Faces of a clip that edits have added, also where these are undone. */
export const addedTo = (reader: Reader, clipId: string): string[] =>
  reader
    .all<{ changes: Uint8Array }>(
      `SELECT changes FROM face_edit WHERE kind = 'add-face' AND person_id = (SELECT person_id FROM clip WHERE id = ?)`,
      clipId,
    )
    .flatMap(({ changes }) => unpack(changes).added)
    .filter((face) => face.clipId === clipId)
    .map(({ id }) => id);

/** What was undone can be redone no longer, and the oldest are forgotten. */
export const noteEntry = (personId: string, { edit, changes }: JournalEntry): Write[] => [
  { sql: 'DELETE FROM face_edit WHERE person_id = ? AND undone', values: [personId] },
  {
    sql: 'INSERT INTO face_edit (id, person_id, kind, face_count, at, changes) VALUES (?, ?, ?, ?, ?, ?)',
    values: [edit.id, personId, edit.kind, edit.faceCount, edit.at, pack(changes)],
  },
  {
    sql: `DELETE FROM face_edit WHERE person_id = ? AND seq <=
      (SELECT seq FROM face_edit WHERE person_id = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)`,
    values: [personId, personId, editsKept],
  },
];

export const markEntry = (id: string, isUndone: boolean): Write => ({
  sql: 'UPDATE face_edit SET undone = ? WHERE id = ?',
  values: [isUndone ? 1 : 0, id],
});

/** Numbers as steps from one to the next: those of a clip mostly follow each other, and gzip makes next to nothing of that. */
const pack = (changes: NotedChanges): Uint8Array<ArrayBuffer> => {
  const faces = changes.faces.map(({ seqs, ...values }) => ({ ...values, seqs: stepsOf(seqs) }));
  return new Uint8Array(gzipSync(JSON.stringify({ ...changes, faces }), { level: 1 }));
};

const unpack = (bytes: Uint8Array): NotedChanges => {
  const changes = JSON.parse(gunzipSync(bytes).toString()) as NotedChanges;
  return { ...changes, faces: changes.faces.map(({ seqs, ...values }) => ({ ...values, seqs: fromSteps(seqs) })) };
};

const stepsOf = (seqs: readonly number[]): number[] => seqs.map((seq, index) => seq - (seqs[index - 1] ?? 0));

const fromSteps = (steps: readonly number[]): number[] => {
  let seq = 0;
  return steps.map((step) => {
    seq += step;
    return seq;
  });
};
