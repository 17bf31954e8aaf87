/** The forward pass of an architecture, added to a graph: face -> code -> face. */
import type { Precision, Side } from '#core/contract/run.ts';
import type { DataType, GraphDraft, Value } from '#core/graph/graph.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { concat } from '#core/graph/ops/concat.ts';
import type { Architecture, DrawnBy } from './architecture.ts';
import type { Layer, WeightSpec } from './layers.ts';
import { runLayers } from './layers.ts';
import type { SideValues } from './side-values.ts';
import { asOne, perSide } from './side-values.ts';

export interface Model {
  readonly graph: GraphDraft;
  readonly architecture: Architecture;
  readonly precision: Precision;
  /** The weight asked for, in the type in which the precision uses it. Each is asked for once in a run. */
  readonly weight: (weight: WeightSpec) => Value;
}

/** Both float32 in 0..1, [n, s, s, 3] and [n, s, s, 1]. */
export interface Drawn {
  readonly face: Value;
  readonly mask?: Value;
}

/** Each side's faces [n, size, size, 3] float32 in 0..1, drawn as that side: what training does. */
export const drawBoth = (model: Model, faces: Readonly<Record<Side, Value>>): Readonly<Record<Side, Drawn>> => {
  const drawn = draw(model, perSide(model.graph, faces), ['a', 'b']);
  return { a: drawn('a'), b: drawn('b') };
};

/** Anybody's faces, drawn as one side. */
export const drawAs = (model: Model, face: Value, side: Side): Drawn =>
  draw(model, perSide(model.graph, { [side]: face }), [side])(side);

/** The type in which a precision keeps activations, and uses weights. */
export const activationType = (precision: Precision): DataType => (precision === 'bf16' ? 'bfloat16' : 'float32');

/** A part that both sides pass runs once, over the faces of both. */
const draw = (model: Model, faces: SideValues, sides: readonly Side[]): ((side: Side) => Drawn) => {
  const { graph, architecture, precision } = model;
  const { encoder, inter, decoder, draws } = architecture;
  const type = activationType(precision);
  const run = (part: string, layers: readonly Layer[], input: SideValues, users: readonly Side[]): SideValues => {
    const ran = (value: Value): Value => runLayers({ ...model, part }, layers, value);
    if (users.length === sides.length) return asOne(graph, ran(input.whole()), sides);
    return perSide(graph, Object.fromEntries(users.map((side) => [side, ran(input.of(side))])));
  };
  const usersOf = (uses: (by: DrawnBy) => boolean): Side[] => sides.filter((side) => uses(draws[side]));
  const code = run('encoder', encoder, asOne(graph, cast(graph, faces.whole(), type), sides), sides);
  const inters = new Map(
    [...new Set(sides.flatMap((side) => draws[side].inters))].map((part) => [
      part,
      run(
        part,
        inter,
        code,
        usersOf((by) => by.inters.includes(part)),
      ),
    ]),
  );
  const codes = joinInters(model, { code, inters, sides });
  const decoded = new Map(
    [...new Set(sides.map((side) => draws[side].decoder))].map((part) => {
      const users = usersOf((by) => by.decoder === part);
      const trunk = run(part, decoder.trunk, codes, users);
      const face = run(part, decoder.face, trunk, users);
      return [part, { face, mask: decoder.mask && run(part, decoder.mask, trunk, users) }] as const;
    }),
  );
  return (side) => {
    const found = decoded.get(draws[side].decoder) as { readonly face: SideValues; readonly mask?: SideValues };
    const wide = (values: SideValues): Value => cast(graph, values.of(side), 'float32');
    return { face: wide(found.face), ...(found.mask && { mask: wide(found.mask) }) };
  };
};

interface JoinInters {
  readonly code: SideValues;
  readonly inters: ReadonlyMap<string, SideValues>;
  readonly sides: readonly Side[];
}

/** Each side's codes one after the other along the channels. */
const joinInters = ({ graph, architecture: { draws } }: Model, { code, inters, sides }: JoinInters): SideValues => {
  const joined = (values: readonly Value[]): Value =>
    values.length === 1 ? (values[0] as Value) : concat(graph, values, (values[0] as Value).shape.length - 1);
  const lists = sides.map((side) => draws[side].inters);
  const [first = []] = lists;
  const all = first.map((part) => inters.get(part) as SideValues);
  if (lists.every((list) => list.join() === first.join())) {
    return all.length === 0 ? code : asOne(graph, joined(all.map((values) => values.whole())), sides);
  }
  return perSide(
    graph,
    Object.fromEntries(
      sides.map((side) => [side, joined(draws[side].inters.map((part) => (inters.get(part) as SideValues).of(side)))]),
    ),
  );
};
