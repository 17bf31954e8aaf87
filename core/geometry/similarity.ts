/**
 * Similarities: maps that turn, scale and move a plane and keep its shapes. Each says in its type from which picture to
 * which it leads, so a frame's point cannot meet a crop's by mistake.
 */
import type { Point } from './point.ts';

/** x' = a x - b y + tx, y' = b x + a y + ty. */
export interface Similarity<From extends Point, To extends Point> {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
  /** Never set: carries the two spaces in the type. */
  readonly leads?: (point: From) => To;
}

export const applySimilarity = <From extends Point, To extends Point>(
  { a, b, tx, ty }: Similarity<From, To>,
  point: From,
): To => [a * point[0] - b * point[1] + tx, b * point[0] + a * point[1] + ty] as unknown as To;

export const invertSimilarity = <From extends Point, To extends Point>({
  a,
  b,
  tx,
  ty,
}: Similarity<From, To>): Similarity<To, From> => {
  const square = a * a + b * b;
  const [ia, ib] = [a / square, -b / square];
  return { a: ia, b: ib, tx: -(ia * tx - ib * ty), ty: -(ib * tx + ia * ty) };
};

/** First the one, then the other. */
export const composeSimilarities = <From extends Point, Via extends Point, To extends Point>(
  first: Similarity<From, Via>,
  then: Similarity<Via, To>,
): Similarity<From, To> => ({
  a: then.a * first.a - then.b * first.b,
  b: then.b * first.a + then.a * first.b,
  tx: then.a * first.tx - then.b * first.ty + then.tx,
  ty: then.b * first.tx + then.a * first.ty + then.ty,
});

/** How many units of `To` one unit of `From` becomes. */
export const scaleOf = ({ a, b }: { readonly a: number; readonly b: number }): number => Math.hypot(a, b);

/**
 * The similarity that brings `from` nearest to `to`, in the sense of least squares (Umeyama 1991, eq. 40 to 43). In the
 * plane and without mirroring the problem is linear in a and b, so no decomposition is needed.
 */
export const umeyama = <From extends Point, To extends Point>({
  from,
  to,
}: {
  readonly from: readonly From[];
  readonly to: readonly To[];
}): Similarity<From, To> => {
  const [fx, fy] = meanOf(from);
  const [ux, uy] = meanOf(to);
  let [along, across, spread] = [0, 0, 0];
  for (let i = 0; i < from.length; i++) {
    const one = from[i] as From;
    const other = to[i] as To;
    const x = one[0] - fx;
    const y = one[1] - fy;
    const u = other[0] - ux;
    const v = other[1] - uy;
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  const [a, b] = [along / spread, across / spread];
  return { a, b, tx: ux - (a * fx - b * fy), ty: uy - (b * fx + a * fy) };
};

const meanOf = (points: readonly Point[]): readonly [number, number] => {
  let [sx, sy] = [0, 0];
  for (const point of points) {
    sx += point[0];
    sy += point[1];
  }
  return [sx / points.length, sy / points.length];
};
