/** Faces: read through the reader and what is held in memory, written through Prisma. */
import type { FaceStore } from '#server/ports/studio-store.ts';
import { createFaceCache, type FaceCache } from './face-cache.ts';
import { createClusterQueries } from './face-clusters.ts';
import { createDescriptors } from './face-descriptors.ts';
import { entryOf, follow, type Side, writesOf } from './face-edits.ts';
import { type JournalEntry, markEntry, nextEdit, nextEntry, noteEntry } from './face-journal.ts';
import { createFaceQueries } from './face-queries.ts';
import { createFaceReads } from './face-reads.ts';
import { type Write, writeTogether } from './face-writes.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Reader } from './reader.ts';
import { identifyFaces, publishFaces, stageFaces } from './staged-faces.ts';
import { createTurns, type Turns } from './turns.ts';

export interface FaceRepository extends FaceStore {
  /** Of one whose clips were changed elsewhere. */
  forget(personId?: string): void;
}

export const faceRepository = (client: PrismaClient, reader: Reader): FaceRepository => {
  const cache = createFaceCache(reader);
  const inTurn = createTurns();
  return {
    ...createFaceReads(reader),
    ...createFaceQueries(reader, cache),
    ...createClusterQueries(reader, cache),
    ...createDescriptors({ client, reader, cache, inTurn }),
    ...createStaging({ client, reader, cache, inTurn }),
    ...createEdits({ client, reader, cache, inTurn }),
    forget: (personId) => (personId === undefined ? cache.forgetAll() : cache.forget(personId)),
  };
};

interface Parts {
  readonly client: PrismaClient;
  readonly reader: Reader;
  readonly cache: FaceCache;
  readonly inTurn: Turns;
}

type Staging = Pick<FaceStore, 'stage' | 'identify' | 'publish' | 'dropStaged'>;

const createStaging = ({ client, reader, cache, inTurn }: Parts): Staging => ({
  stage: ({ attempt, clipId, faces }) =>
    inTurn(() => stageFaces(client, { attempt, clipId, faces, firstSeq: highestSeq(reader) + 1 })),
  identify: (attempt, identities) => inTurn(() => identifyFaces(client, attempt, identities)),
  publish: (options) =>
    inTurn(async () => {
      const gone = await publishFaces(client, reader, options);
      cache.forgetAll();
      return { gone };
    }),
  dropStaged: (attempt) =>
    inTurn(() =>
      writeTogether(client, [
        attempt === undefined
          ? { sql: 'DELETE FROM face WHERE attempt IS NOT NULL', values: [] }
          : { sql: 'DELETE FROM face WHERE attempt = ?', values: [attempt] },
      ]),
    ),
});

type Edits = Pick<FaceStore, 'edit' | 'undo' | 'redo' | 'history'>;

const createEdits = ({ client, reader, cache, inTurn }: Parts): Edits => {
  const write = async (
    personId: string,
    entry: JournalEntry,
    { side, note }: { side: Side; note: readonly Write[] },
  ) => {
    await writeTogether(client, [...writesOf(personId, entry, side), ...note]);
    follow(cache, personId, { changes: entry.changes, side });
    return { edit: entry.edit, clipIds: entry.changes.clipIds };
  };
  const step = (personId: string, way: 'undo' | 'redo') =>
    inTurn(async () => {
      const entry = nextEntry(reader, personId, way);
      if (!entry) return undefined;
      const isUndone = way === 'undo';
      return write(personId, entry, { side: isUndone ? 'was' : 'set', note: [markEntry(entry.edit.id, isUndone)] });
    });
  return {
    edit: (edit) =>
      inTurn(async () => {
        let seq = edit.changes.added ? highestSeq(reader) : 0;
        const newSeq = () => ++seq;
        const entry = entryOf({ reader, held: cache.of(edit.personId), newSeq }, edit);
        return write(edit.personId, entry, { side: 'set', note: noteEntry(edit.personId, entry) });
      }),
    undo: (personId) => step(personId, 'undo'),
    redo: (personId) => step(personId, 'redo'),
    history: async (personId) => ({
      undo: nextEdit(reader, personId, 'undo'),
      redo: nextEdit(reader, personId, 'redo'),
    }),
  };
};

/** Ever given, also to a face that is gone. */
const highestSeq = (reader: Reader): number =>
  reader.first<{ seq: number }>("SELECT seq FROM sqlite_sequence WHERE name = 'face'")?.seq ?? 0;
