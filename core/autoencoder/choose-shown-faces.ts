/**
 * Which faces of one person previews show where nobody chose: spread over poses, expressions and lights, by a third such as are
 * never trained on, and by a third such as are in the clip one means to convert.
 */
import type { ShownFace } from '#core/contract/run.ts';
import { mostShownFaces } from '#core/contract/run.ts';
import { type MeasureTable, pickRows, rowsWhere, spreadRows } from '#core/dataset/coverage-table.ts';
import { type FacePlace, placeInSpace, type SpaceField, spaceAxes } from '#core/dataset/face-space.ts';
import { farthestFirst } from '#core/dataset/farthest-first.ts';

export interface ToShow {
  /** Faces of one person. */
  readonly table: MeasureTable;
  readonly heldOutIds: ReadonlySet<string>;
  readonly clipId: string | null;
}

const ofEachKind = Math.floor(mostShownFaces / 3);

/** Trained ones first, then those held out, then those of the clip; in each group from left to right. */
export const chooseShownFaces = (all: ToShow): ShownFace[] => {
  const { table, heldOutIds, clipId } = all;
  const kept = (holds: (row: number) => boolean) =>
    pickRows(
      table,
      rowsWhere(table, (row) => table.states[row] === 'kept' && holds(row)),
    );
  const isOfClip = (row: number) => table.clipIds[row] === clipId;
  const isHeldOut = (row: number) => heldOutIds.has(table.ids[row] as string);
  const ofClip = spread(kept(isOfClip), ofEachKind);
  const heldOut = spread(
    kept((row) => isHeldOut(row) && !isOfClip(row)),
    ofEachKind,
  );
  const trained = spread(
    kept((row) => !isHeldOut(row) && !isOfClip(row)),
    mostShownFaces - ofClip.length - heldOut.length,
  );
  // Of a person who is in that clip alone the rest is of it too.
  const chosen = new Set([...trained, ...heldOut, ...ofClip]);
  const rest = spread(
    kept((row) => !chosen.has(table.ids[row] as string)),
    mostShownFaces - chosen.size,
  );
  return markShownFaces([...chosen, ...rest], all);
};

/** What is known of these faces, in the order in which they are drawn; unknown ids are left out. */
export const markShownFaces = (ids: readonly string[], { table, heldOutIds, clipId }: ToShow): ShownFace[] => {
  const wanted = new Set(ids);
  const rows = rowsWhere(table, (row) => wanted.has(table.ids[row] as string));
  const yaw = new Map(rows.map((row) => [table.ids[row] as string, table.metrics.yaw[row] as number]));
  return rows
    .map((row) => {
      const id = table.ids[row] as string;
      return { id, isHeldOut: heldOutIds.has(id), isOfClip: table.clipIds[row] === clipId };
    })
    .sort((one, other) => group(one) - group(other) || (yaw.get(one.id) ?? 0) - (yaw.get(other.id) ?? 0));
};

const group = ({ isHeldOut, isOfClip }: ShownFace): number => (isOfClip ? 2 : isHeldOut ? 1 : 0);

/** Comparing each with each of more would take seconds, and neighbours in a clip are much alike. */
const mostCompared = 3000;

const spread = (table: MeasureTable, count: number): string[] => {
  const some = spreadRows(table, mostCompared);
  if (some.ids.length <= count) return [...some.ids];
  return farthestFirst(fieldOf(some), count).map((row) => some.ids[row] as string);
};

const fieldOf = (table: MeasureTable): SpaceField => {
  const places = new Float32Array(table.ids.length * spaceAxes);
  const weights = new Float32Array(table.ids.length);
  for (let row = 0; row < table.ids.length; row += 1) {
    const face = Object.fromEntries(
      Object.entries(table.metrics).map(([metric, values]) => [metric, values[row] as number]),
    ) as Record<keyof FacePlace | 'covered', number>;
    places.set(placeInSpace(face), row * spaceAxes);
    // Who is half behind a hand shows less of what the model has learnt.
    weights[row] = Math.max(leastWeight, 1 - face.covered) * (table.twins[row] ? leastWeight : 1);
  }
  return { places, weights };
};

const leastWeight = 0.2;
