/** Pictures as planes: what filters and compares one channel at a time wants each channel's picture in one piece. */
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { reshape } from '#core/graph/ops/reshape.ts';
import { slice } from '#core/graph/ops/slice.ts';
import { broadcast } from '#core/graph/ops/sum.ts';
import { transpose } from '#core/graph/ops/transpose.ts';

/** [n, s, s, c] -> [n * c, s, s], the channels of a picture together. */
export const channelPlanes = (graph: GraphDraft, pictures: Value): Value => {
  const [count, side, , channels] = pictures.shape as [number, number, number, number];
  return reshape(graph, transpose(graph, pictures, [0, 3, 1, 2]), [count * channels, side, side]);
};

/** One channel of [n, s, s, c] -> [n, s, s]. */
export const channelPlane = (graph: GraphDraft, pictures: Value, channel: number): Value => {
  const [count, side] = pictures.shape as [number, number, number, number];
  const cut = slice(graph, pictures, { begin: [0, 0, 0, channel], size: [count, side, side, 1] });
  return reshape(graph, cut, [count, side, side]);
};

/** Each plane so many times in a row: [n, s, s] -> [n * times, s, s], for each channel of its picture. */
export const repeatPlanes = (graph: GraphDraft, planes: Value, times: number): Value => {
  const [count, side] = planes.shape as [number, number, number];
  const single = reshape(graph, planes, [count, 1, side, side]);
  const repeated = broadcast(graph, single, { ...single, shape: [count, times, side, side] });
  return reshape(graph, repeated, [count * times, side, side]);
};
