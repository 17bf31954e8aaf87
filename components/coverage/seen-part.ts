/** The part of the pose maps in which anybody was ever seen, with a cell around it: the rest is empty for all. */
import type { PoseMap } from '#core/contract/coverage.ts';

export interface SeenPart {
  /** Highest pitch first, as maps are read. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

export const seenPart = ({ yawEdges, pitchEdges, target, drawn, performer }: PoseMap): SeenPart => {
  const [columnCount, rowCount] = [yawEdges.length - 1, pitchEdges.length - 1];
  const seen = target.flatMap((share, at) => (share + (drawn[at] ?? 0) + (performer[at] ?? 0) > 0 ? [at] : []));
  return {
    columns: stretch(
      seen.map((at) => at % columnCount),
      columnCount,
    ),
    rows: stretch(
      seen.map((at) => Math.floor(at / columnCount)),
      rowCount,
    ).toReversed(),
  };
};

const stretch = (cells: readonly number[], count: number): number[] => {
  const from = Math.max(0, Math.min(...cells, count - 1) - 1);
  const to = Math.min(count - 1, Math.max(...cells, 0) + 1);
  return Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => from + index);
};
