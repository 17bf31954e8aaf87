/**
 * SSIM (Wang, Bovik, Sheikh, Simoncelli 2004) and multi-scale SSIM (Wang, Simoncelli, Bovik 2003) of planes in 0..1,
 * as losses: (1 - SSIM) / 2, 0 for equal planes. Gaussian windows of sigma 1.5, laid only where they fit.
 */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { add } from '#core/graph/ops/add.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { mean } from '#core/graph/ops/mean.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { pow } from '#core/graph/ops/pow.ts';
import { realDiv } from '#core/graph/ops/real-div.ts';
import { relu } from '#core/graph/ops/relu.ts';
import { sub } from '#core/graph/ops/sub.ts';
import { gaussianWindow, halving, planeFilter } from './filter-planes.ts';

/** Planes [n, s, s] of one shape, and the side of the window. */
export interface Compared {
  readonly drawn: Value;
  readonly target: Value;
  readonly window: number;
}

/** A scalar. */
export const dssim = (graph: GraphDraft, compared: Compared): Value => {
  const { luminance, contrast } = similarity(graph, compared);
  return distance(graph, mean(graph, mul(graph, luminance, contrast)));
};

/**
 * A scalar. As many of the five scales as the window fits in; the published shares of these are made to sum to 1.
 * Contrast counts at every scale, luminance at the last.
 */
export const multiScaleDssim = (graph: GraphDraft, { drawn, target, window }: Compared): Value => {
  const shares = scaleShares(drawn.shape[1] as number, window);
  let scale = { drawn, target };
  let product: Value | undefined;
  for (const [index, share] of shares.entries()) {
    const { luminance, contrast } = similarity(graph, { ...scale, window });
    const last = index === shares.length - 1;
    const similar = planeMeans(graph, last ? mul(graph, luminance, contrast) : contrast);
    const part = pow(graph, aboveFloor(graph, similar), scalar(graph, share));
    product = product ? mul(graph, product, part) : part;
    if (!last) {
      const half = planeFilter(graph, halving(scale.drawn.shape[1] as number));
      scale = { drawn: half(scale.drawn), target: half(scale.target) };
    }
  }
  return distance(graph, mean(graph, product as Value));
};

/** The published shares of the scales, finest first. */
const publishedShares = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333];

const scaleShares = (side: number, window: number): number[] => {
  const fitting = publishedShares.filter((_, scale) => Math.floor(side / 2 ** scale) >= window);
  const total = fitting.reduce((sum, share) => sum + share, 0);
  return fitting.map((share) => share / total);
};

/** Of each window: luminance (2 m m' + c) / (m^2 + m'^2 + c), contrast and structure (2 cov + d) / (var + var' + d). */
const similarity = (graph: GraphDraft, { drawn, target, window }: Compared) => {
  const side = drawn.shape[1] as number;
  const local = planeFilter(graph, gaussianWindow({ side, window, sigma: 1.5 }));
  const [meanDrawn, meanTarget] = [local(drawn), local(target)];
  const bothMeans = twice(graph, mul(graph, meanDrawn, meanTarget));
  const meanSquares = add(graph, square(graph, meanDrawn), square(graph, meanTarget));
  const bothSquares = local(add(graph, square(graph, drawn), square(graph, target)));
  const products = twice(graph, local(mul(graph, drawn, target)));
  return {
    luminance: ratio(graph, bothMeans, meanSquares, 0.01 ** 2),
    contrast: ratio(graph, sub(graph, products, bothMeans), sub(graph, bothSquares, meanSquares), 0.03 ** 2),
  };
};

/** (above + c) / (below + c). */
const ratio = (graph: GraphDraft, above: Value, below: Value, c: number): Value => {
  const steady = scalar(graph, c);
  return realDiv(graph, add(graph, above, steady), add(graph, below, steady));
};

/** [n, t, t] -> [n, 1, 1]. */
const planeMeans = (graph: GraphDraft, map: Value): Value => mean(graph, map, [1, 2]);

/** A power below 1 has no slope at 0 and no value below: what is less alike than this counts as this. */
const floor = 1e-3;
const aboveFloor = (graph: GraphDraft, value: Value): Value =>
  add(graph, relu(graph, sub(graph, value, scalar(graph, floor))), scalar(graph, floor));

const distance = (graph: GraphDraft, similar: Value): Value =>
  mul(graph, sub(graph, scalar(graph, 1), similar), scalar(graph, 0.5));

const square = (graph: GraphDraft, value: Value): Value => mul(graph, value, value);
const twice = (graph: GraphDraft, value: Value): Value => mul(graph, value, scalar(graph, 2));
