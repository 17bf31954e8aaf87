/**
 * A second, read-only connection for what Prisma is too slow at: a hundred thousand faces. In WAL mode it never waits for the
 * writer, and every statement sees all that was committed before it. Nothing is written through it: two writers in one
 * process would wait for each other for ever, since better-sqlite3 blocks the thread.
 */
import Database from 'better-sqlite3';

type Value = string | number | bigint | Uint8Array | null;

export interface Reader {
  /** Rows as objects by column. */
  all<Row>(sql: string, ...values: Value[]): Row[];
  first<Row>(sql: string, ...values: Value[]): Row | undefined;
  /** Rows as lists of values, one after the other. */
  lists<Row extends readonly unknown[]>(sql: string, ...values: Value[]): IterableIterator<Row>;
  close(): void;
}

export const openReader = (path: string): Reader => {
  const database = new Database(path, { readonly: true, timeout: 5000 });
  const prepared = new Map<string, Database.Statement<Value[]>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? database.prepare<Value[]>(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    all: <Row>(sql: string, ...values: Value[]) => statement(sql).all(...values) as Row[],
    first: <Row>(sql: string, ...values: Value[]) => statement(sql).get(...values) as Row | undefined,
    lists: <Row extends readonly unknown[]>(sql: string, ...values: Value[]) =>
      database
        .prepare<Value[]>(sql)
        .raw()
        .iterate(...values) as IterableIterator<Row>,
    close: () => void database.close(),
  };
};
