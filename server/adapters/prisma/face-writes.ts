/** Statements that change faces, to be run together in one transaction of the writing connection. */
import type { PrismaClient } from './generated/client.ts';

export type Value = string | number | boolean | null | Uint8Array<ArrayBuffer>;

export interface Write {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** One by one, all or none. */
export const writeTogether = async (client: PrismaClient, writes: readonly Write[]): Promise<void> => {
  await client.$transaction(writes.map(({ sql, values }) => client.$executeRawUnsafe(sql, ...values)));
};

/** A list as one value: SQLite takes no more than 32,766 of them, and one long text is read fastest. */
export const listValue = (items: readonly unknown[] | Readonly<Record<string, unknown>>): string =>
  JSON.stringify(items);

export const inList = '(SELECT value FROM json_each(?))';

/** Counts the faces of these clips again. The id beside MAX is that of the row that has it: sqlite.org/lang_select.html#bareagg */
export const countAgain = (clipIds: readonly string[]): Write => ({
  sql: `INSERT OR REPLACE INTO face_tally (clip_id, kept, unsure, other, rejected, portrait_id, portrait_likeness)
    SELECT clip.id, TOTAL(face.state = 'kept'), TOTAL(face.state = 'unsure'), TOTAL(face.state = 'other'),
      TOTAL(face.state = 'rejected'), CASE WHEN TOTAL(face.state = 'kept') > 0 THEN face.id END,
      MAX(CASE WHEN face.state = 'kept' THEN likeness END)
    FROM clip LEFT JOIN face ON clip_id = clip.id AND attempt IS NULL
    WHERE clip.id IN ${inList} GROUP BY clip.id`,
  values: [listValue(clipIds)],
});
