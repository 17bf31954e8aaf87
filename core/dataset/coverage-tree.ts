/**
 * The nearest of many points, by a k-d tree (Bentley 1975) over flat arrays. Some axes are one-sided: there a point is far
 * only where it falls short of the one asked for.
 */

export interface PointSet {
  readonly axes: number;
  /** Point after point, `axes` numbers each. */
  readonly values: Float32Array;
  /** By axis: whether only falling short counts. */
  readonly oneSided: readonly boolean[];
}

export interface Nearest {
  readonly index: number;
  readonly distance: number;
}

export interface PointTree {
  /** The nearest point nearer than `within`; index -1 and `within` itself where there is none. */
  nearest(query: ArrayLike<number>, within: number): Nearest;
}

/** Points in a leaf: fewer cost more descents, more cost more distances. */
const leafSize = 16;

export const createPointTree = (points: PointSet): PointTree => {
  const order = Uint32Array.from({ length: points.values.length / points.axes }, (_, index) => index);
  const root = order.length > 0 ? grow({ points, order, from: 0, to: order.length }) : undefined;
  return {
    nearest: (query, within) => {
      const beyond = new Float64Array(points.axes);
      const search = { points, order, query, beyond, best: -1, squared: within * within };
      if (root) visit(search, root, 0);
      return { index: search.best, distance: Math.sqrt(search.squared) };
    },
  };
};

interface Node {
  readonly from: number;
  readonly to: number;
  readonly axis: number;
  /** Points before the split have at most this, those after at least this. */
  readonly split: number;
  readonly low: Node | undefined;
  readonly high: Node | undefined;
}

interface Growth {
  readonly points: PointSet;
  /** Is put in order as the tree grows: a node is a stretch of it. */
  readonly order: Uint32Array;
  readonly from: number;
  readonly to: number;
}

const grow = (growth: Growth): Node => {
  const { points, order, from, to } = growth;
  const axis = splitAxis(growth);
  const leaf = { axis: -1, split: 0, low: undefined, high: undefined };
  // Where all points are one, any of them stands for all.
  if (axis < 0) return { ...leaf, from, to: from + 1 };
  if (to - from <= leafSize) return { ...leaf, from, to };
  const middle = (from + to) >> 1;
  putMiddleInPlace(growth, axis, middle);
  const split = valueAt(points, order[middle] as number, axis);
  return {
    from,
    to,
    axis,
    split,
    low: grow({ ...growth, to: middle }),
    high: grow({ ...growth, from: middle }),
  };
};

/** Hoare's selection: afterwards none before `middle` is larger than what stands there, none after it smaller. */
const putMiddleInPlace = ({ points, order, from, to }: Growth, axis: number, middle: number): void => {
  let [first, last] = [from, to - 1];
  while (first < last) {
    const pivot = valueAt(points, order[(first + last) >> 1] as number, axis);
    let [low, high] = [first, last];
    while (low <= high) {
      while (valueAt(points, order[low] as number, axis) < pivot) low += 1;
      while (valueAt(points, order[high] as number, axis) > pivot) high -= 1;
      if (low > high) break;
      const swapped = order[low] as number;
      order[low] = order[high] as number;
      order[high] = swapped;
      low += 1;
      high -= 1;
    }
    if (middle <= high) last = high;
    else if (middle >= low) first = low;
    else return;
  }
};

/** -1 where all points are one. Which axis it is matters little, so some of the points tell; only sameness needs them all. */
const splitAxis = (growth: Growth): number => {
  const some = widestAxis(growth, Math.max(1, (growth.to - growth.from) >> 6));
  return some >= 0 ? some : widestAxis(growth, 1);
};

const widestAxis = ({ points, order, from, to }: Growth, step: number): number => {
  let widest = -1;
  let width = 0;
  for (let axis = 0; axis < points.axes; axis += 1) {
    let [low, high] = [Infinity, -Infinity];
    for (let place = from; place < to; place += step) {
      const value = valueAt(points, order[place] as number, axis);
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high - low > width) [widest, width] = [axis, high - low];
  }
  return widest;
};

interface Search {
  readonly points: PointSet;
  readonly order: Uint32Array;
  readonly query: ArrayLike<number>;
  /** By axis: how far the query lies outside the node that is visited. */
  readonly beyond: Float64Array;
  best: number;
  squared: number;
}

/** `least`: the squared distance to the node, summed over all axes that have been crossed on the way (Arya and Mount 1993). */
const visit = (search: Search, node: Node, least: number): void => {
  if (!node.low || !node.high) {
    for (let place = node.from; place < node.to; place += 1) compare(search, search.order[place] as number);
    return;
  }
  const { axis } = node;
  const { beyond, points, query } = search;
  const offset = (query[axis] as number) - node.split;
  visit(search, offset < 0 ? node.low : node.high, least);
  // On a one-sided axis larger points fall short of nothing.
  const outside = offset < 0 && points.oneSided[axis] ? 0 : offset;
  const before = beyond[axis] as number;
  const leastThere = least - before * before + outside * outside;
  if (leastThere >= search.squared) return;
  beyond[axis] = outside;
  visit(search, offset < 0 ? node.high : node.low, leastThere);
  beyond[axis] = before;
};

const compare = (search: Search, index: number): void => {
  const { points, query } = search;
  let sum = 0;
  for (let axis = 0; axis < points.axes && sum < search.squared; axis += 1) {
    const short = (query[axis] as number) - valueAt(points, index, axis);
    if (short > 0 || !points.oneSided[axis]) sum += short * short;
  }
  if (sum < search.squared) [search.best, search.squared] = [index, sum];
};

const valueAt = ({ values, axes }: PointSet, index: number, axis: number): number =>
  values[index * axes + axis] as number;
