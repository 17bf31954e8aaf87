/**
 * How far drawn faces are from those they should be: a weighted sum of distances, each a mean over the batch. Facts of
 * masks, windows and weights are DeepFaceLab's (its blurred mask, its eyes and mouth, its windows of SSIM).
 */
import type { LossSettings } from '#core/contract/training-recipe.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { graphError } from '#core/graph/graph.ts';
import { abs } from '#core/graph/ops/abs.ts';
import { add } from '#core/graph/ops/add.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { mean } from '#core/graph/ops/mean.ts';
import { minimum } from '#core/graph/ops/minimum.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { reshape } from '#core/graph/ops/reshape.ts';
import { sub } from '#core/graph/ops/sub.ts';
import { gaussianBlur, planeFilter } from './filter-planes.ts';
import { channelPlane, channelPlanes, repeatPlanes } from './planes.ts';
import { dssim, multiScaleDssim } from './structural-similarity.ts';

export interface FaceLoss {
  /** [n, s, s, 3] float32 in 0..1, as are the masks. */
  readonly drawn: Value;
  readonly target: Value;
  /** [n, s, s, 2]: the face; its eyes and mouth. Needed where `usesRegions` says so. */
  readonly regions?: Value;
  /** [n, s, s, 1], of an architecture that draws one. */
  readonly drawnMask?: Value;
  readonly settings: LossSettings;
}

/** A scalar. */
export const faceLoss = (graph: GraphDraft, loss: FaceLoss): Value => {
  const { settings, drawnMask } = loss;
  const { drawn, target } = comparedFaces(graph, loss);
  const window = ssimWindow(settings, drawn.shape[1] as number);
  const terms: [weight: number, distance: () => Value][] = [
    [settings.mae, () => absolute(graph, sub(graph, drawn, target))],
    [settings.mse, () => squared(graph, sub(graph, drawn, target))],
    [settings.dssim, () => dssim(graph, { drawn, target, window })],
    [settings.multiScale, () => multiScaleDssim(graph, { drawn, target, window })],
    [settings.eyesMouth, () => absolute(graph, mul(graph, sub(graph, drawn, target), eyesAndMouth(graph, loss)))],
    [drawnMask ? settings.mask : 0, () => maskDistance(graph, loss)],
  ];
  return terms
    .filter(([weight]) => weight > 0)
    .map(([weight, distance]) => (weight === 1 ? distance() : mul(graph, distance(), scalar(graph, weight))))
    .reduce((sum, term) => add(graph, sum, term));
};

/** Whether a loss asks for the regions of the faces. */
export const usesRegions = (settings: LossSettings, { drawsMask }: { readonly drawsMask: boolean }): boolean =>
  settings.masked || settings.eyesMouth > 0 || (drawsMask && settings.mask > 0);

/** Side of the window of SSIM for faces of a side: no larger than these. */
export const ssimWindow = ({ window }: LossSettings, side: number): number =>
  Math.min(side, window === 'fixed' ? 11 : Math.max(3, Math.floor(side / 11.6)));

/** As they are where only single numbers are compared; else as planes, what lies outside the face darkened if so set. */
const comparedFaces = (graph: GraphDraft, loss: FaceLoss): { readonly drawn: Value; readonly target: Value } => {
  const { dssim, multiScale, eyesMouth, masked } = loss.settings;
  if (dssim === 0 && multiScale === 0 && eyesMouth === 0 && !masked) return loss;
  const [drawn, target] = [channelPlanes(graph, loss.drawn), channelPlanes(graph, loss.target)];
  if (!masked) return { drawn, target };
  const mask = softMask(graph, channelPlane(graph, regionsOf(loss), faceChannel));
  const weight = repeatPlanes(graph, notBelow(graph, mask, loss.settings.outside), 3);
  return { drawn: mul(graph, drawn, weight), target: mul(graph, target, weight) };
};

/** As `face-regions.ts` draws them. */
const [faceChannel, eyesMouthChannel] = [0, 1];

/** Full on the face, falling off beyond its edge: blurred, cut at a half, doubled. */
const softMask = (graph: GraphDraft, mask: Value): Value => {
  const side = mask.shape[1] as number;
  const sigma = Math.max(1, Math.floor(side / 32));
  const blurred = planeFilter(graph, gaussianBlur({ side, window: 4 * sigma + 1, sigma }))(mask);
  return mul(graph, minimum(graph, blurred, scalar(graph, 0.5)), scalar(graph, 2));
};

/** From `least` where the mask is 0 to 1 where it is full. */
const notBelow = (graph: GraphDraft, mask: Value, least: number): Value =>
  least === 0 ? mask : add(graph, mul(graph, mask, scalar(graph, 1 - least)), scalar(graph, least));

const eyesAndMouth = (graph: GraphDraft, loss: FaceLoss): Value =>
  repeatPlanes(graph, channelPlane(graph, regionsOf(loss), eyesMouthChannel), 3);

const maskDistance = (graph: GraphDraft, loss: FaceLoss): Value => {
  const mask = channelPlane(graph, regionsOf(loss), faceChannel);
  return squared(graph, sub(graph, reshape(graph, loss.drawnMask as Value, mask.shape), mask));
};

const regionsOf = ({ regions }: FaceLoss): Value => {
  if (!regions) throw graphError('A loss of parts of the face needs to be given these.');
  return regions;
};

const absolute = (graph: GraphDraft, difference: Value): Value => mean(graph, abs(graph, difference));
const squared = (graph: GraphDraft, difference: Value): Value => mean(graph, mul(graph, difference, difference));
