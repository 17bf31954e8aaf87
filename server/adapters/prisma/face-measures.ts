/**
 * Measures of a person's faces as columns. Read on a connection of its own that hands rows over as arrays: 100,000 faces
 * take 0.2 s of one core so, and 3 s through Prisma, which makes an object of each.
 */
import Database from 'better-sqlite3';
import { faceState } from '#core/contract/face.ts';
import { type FaceMetric, faceMetrics } from '#core/contract/face-query.ts';
import type { MeasureTable } from '#core/dataset/coverage-table.ts';
import type { FaceStore } from '#server/ports/studio-store.ts';

export interface FaceMeasures {
  readonly read: FaceStore['measures'];
  close(): void;
}

/** Opens at the first reading: the database is there by then. */
export const createFaceMeasures = (path: string): FaceMeasures => {
  let database: Database.Database | undefined;
  return {
    read: async ({ personId, clipId }) => {
      database ??= new Database(path, { readonly: true, timeout: 5000 });
      const rows = database
        .prepare(select)
        .raw()
        .all({ personId, clipId: clipId ?? null });
      return toTable(rows as Row[]);
    },
    close: () => database?.close(),
  };
};

const columnOf = (metric: FaceMetric): string => metric.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const select = `SELECT id, clip_id, state, twin_of IS NOT NULL, ${faceMetrics.map(columnOf).join(', ')}
  FROM face WHERE person_id = :personId AND attempt IS NULL AND (:clipId IS NULL OR clip_id = :clipId)
  ORDER BY clip_id, frame_index, id`;

type Row = readonly [id: string, clipId: string, state: string, twin: number, ...numbers: number[]];

const toTable = (rows: readonly Row[]): MeasureTable => {
  const firstMetric = 4;
  return {
    ids: rows.map(([id]) => id),
    clipIds: rows.map(([, clipId]) => clipId),
    states: rows.map(([, , state]) => faceState.parse(state)),
    twins: Uint8Array.from(rows, ([, , , twin]) => twin),
    metrics: Object.fromEntries(
      faceMetrics.map((metric, place) => [
        metric,
        Float32Array.from(rows, (row) => row[firstMetric + place] as number),
      ]),
    ) as Record<FaceMetric, Float32Array>,
  };
};
