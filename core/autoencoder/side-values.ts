/** A tensor of each side, kept as one batch or apart; joined or parted where someone asks for the other, once. */
import type { Side } from '#core/contract/run.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { concat } from '#core/graph/ops/concat.ts';
import { split } from '#core/graph/ops/split.ts';

export interface SideValues {
  /** All sides' in one batch, A's first. */
  whole(): Value;
  of(side: Side): Value;
}

export const asOne = (graph: GraphDraft, whole: Value, sides: readonly Side[]): SideValues => {
  let parts = sides.length === 1 ? [whole] : undefined;
  return {
    whole: () => whole,
    of: (side) => {
      parts ??= split(graph, whole, sides.length);
      return parts[sides.indexOf(side)] as Value;
    },
  };
};

export const perSide = (graph: GraphDraft, values: Readonly<Partial<Record<Side, Value>>>): SideValues => {
  const parts = (['a', 'b'] as const).flatMap((side) => values[side] ?? []);
  let whole = parts.length === 1 ? parts[0] : undefined;
  return {
    whole: () => {
      whole ??= concat(graph, parts, 0);
      return whole;
    },
    of: (side) => values[side] as Value,
  };
};
