/** Straight maps of the plane that may mirror, which a similarity cannot: x' = xx x + xy y + x0, y' = yx x + yy y + y0. */
export interface Affine {
  readonly xx: number;
  readonly xy: number;
  readonly x0: number;
  readonly yx: number;
  readonly yy: number;
  readonly y0: number;
}

/** First the one, then the other. */
export const composeAffines = (first: Affine, then: Affine): Affine => ({
  xx: then.xx * first.xx + then.xy * first.yx,
  xy: then.xx * first.xy + then.xy * first.yy,
  x0: then.xx * first.x0 + then.xy * first.y0 + then.x0,
  yx: then.yx * first.xx + then.yy * first.yx,
  yy: then.yx * first.xy + then.yy * first.yy,
  y0: then.yx * first.x0 + then.yy * first.y0 + then.y0,
});

export const invertAffine = ({ xx, xy, x0, yx, yy, y0 }: Affine): Affine => {
  const area = xx * yy - xy * yx;
  const [ixx, ixy, iyx, iyy] = [yy / area, -xy / area, -yx / area, xx / area];
  return { xx: ixx, xy: ixy, x0: -(ixx * x0 + ixy * y0), yx: iyx, yy: iyy, y0: -(iyx * x0 + iyy * y0) };
};

export const scaleAffine = (factor: number): Affine => ({ xx: factor, xy: 0, x0: 0, yx: 0, yy: factor, y0: 0 });
