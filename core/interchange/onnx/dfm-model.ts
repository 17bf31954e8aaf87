/**
 * A trained model in the form that DeepFaceLive and FaceFusion load (`.dfm`: an ONNX file by another name). They cut the
 * same whole-face square as we do and give it in BGR, channels last; of it the network sees the middle (`align-face.ts`).
 * Cutting that out and laying the drawn face back are products with matrices that the file carries, so that any number of
 * faces may come at once. Names, order and ranges of what goes in and out are those that both programs ask for by place.
 */
import type { Architecture } from '#core/autoencoder/architecture.ts';
import type { WeightSpec } from '#core/autoencoder/layers.ts';
import { drawAs } from '#core/autoencoder/model.ts';
import type { Side } from '#core/contract/run.ts';
import { meanMesh, meshSize } from '#core/dataset/mean-mesh.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import { framePoint } from '#core/geometry/point.ts';
import { applySimilarity } from '#core/geometry/similarity.ts';
import { createGraph, type GraphDraft, type Value } from '#core/graph/graph.ts';
import { constant } from '#core/graph/ops/constant.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import type { Message } from '#core/interchange/protobuf.ts';
import { faceMask } from '#core/pixels/mask.ts';
import { graphToOnnx, integers } from './graph-to-onnx.ts';
import { type OnnxNode, type OnnxTensor, onnxFile, onnxGraph } from './onnx-file.ts';
import { middleFactors, rimOf, squareFactors, wholeSize } from './square-matrices.ts';

export interface DfmOptions {
  readonly architecture: Architecture;
  /** Who is drawn. */
  readonly side: Side;
  /** The weight asked for, of the architecture's shape. */
  readonly weight: (weight: WeightSpec) => NamedTensor;
  readonly metadata: Readonly<Record<string, string>>;
}

export const dfmNames = {
  face: 'in_face:0',
  faceMask: 'out_face_mask:0',
  drawn: 'out_celeb_face:0',
  drawnMask: 'out_celeb_face_mask:0',
} as const;

export const dfmModel = (options: DfmOptions): Message => {
  const { graph, drawnSize, hasMask } = networkOf(options);
  const network = graphToOnnx(graph);
  const { faceSize } = options.architecture;
  const size = wholeSize(Math.max(faceSize, drawnSize));
  const laid = layBack({ size, drawnSize, hasMask });
  const cut = cutOut(size, faceSize);
  const shape = (channels: number) => ['N', size, size, channels];
  return onnxFile({
    metadata: options.metadata,
    graph: onnxGraph({
      nodes: [...cut.nodes, ...network.nodes, ...laid.nodes],
      weights: { ...network.weights, ...cut.weights, ...laid.weights },
      inputs: { [dfmNames.face]: shape(3) },
      outputs: { [dfmNames.faceMask]: shape(1), [dfmNames.drawn]: shape(3), [dfmNames.drawnMask]: shape(1) },
    }),
  });
};

const inner = { faces: 'faces', drawn: 'drawn', mask: 'mask', ownMask: 'own_mask' } as const;

/** The face drawn as one person, its mask, and the mask of the face that came in: as the other person it would be. */
const networkOf = ({ architecture, side, weight }: DfmOptions) => {
  const graph: GraphDraft = createGraph();
  const baked = new Map<string, Value>();
  const once = (spec: WeightSpec): Value => {
    const known = baked.get(spec.name);
    if (known) return known;
    const { shape, data } = weight(spec);
    const value = constant(graph, { dtype: 'float32', shape, data });
    baked.set(spec.name, value);
    return value;
  };
  const { faceSize } = architecture;
  const face = placeholder(graph, { name: inner.faces, shape: [-1, faceSize, faceSize, 3] });
  const model = { graph, architecture, precision: 'fp32', weight: once } as const;
  const drawn = drawAs(model, face, side);
  identity(graph, drawn.face, { name: inner.drawn });
  if (drawn.mask) {
    identity(graph, drawn.mask, { name: inner.mask });
    const own = drawAs(model, face, side === 'a' ? 'b' : 'a');
    identity(graph, own.mask as Value, { name: inner.ownMask });
  }
  return { graph, drawnSize: drawn.face.shape[1] as number, hasMask: drawn.mask !== undefined };
};

interface OnnxPart {
  readonly nodes: readonly OnnxNode[];
  readonly weights: Readonly<Record<string, OnnxTensor>>;
}

/** [N, size, size, 3] BGR -> `faces` [N, faceSize, faceSize, 3] RGB; the square itself stays as `whole` [N, 3, size, size] BGR. */
const cutOut = (size: number, faceSize: number): OnnxPart => {
  const { rows, columns } = middleFactors({ size, inside: faceSize });
  return {
    nodes: [
      { op: 'Transpose', inputs: [dfmNames.face], outputs: ['whole'], ints: { perm: [0, 3, 1, 2] } },
      { op: 'Gather', inputs: ['whole', 'flip'], outputs: ['whole_rgb'], int: { axis: 1 } },
      { op: 'MatMul', inputs: ['cut_rows', 'whole_rgb'], outputs: ['cut_flat'] },
      { op: 'MatMul', inputs: ['cut_flat', 'cut_columns'], outputs: ['cut'] },
      { op: 'Transpose', inputs: ['cut'], outputs: [inner.faces], ints: { perm: [0, 2, 3, 1] } },
    ],
    weights: {
      flip: integers([2, 1, 0]),
      cut_rows: rows,
      cut_columns: columns,
    },
  };
};

interface LayBack {
  readonly size: number;
  readonly drawnSize: number;
  readonly hasMask: boolean;
}

/** What was drawn, back in the whole square; around it the picture as it came, and no mask. */
const layBack = ({ size, drawnSize, hasMask }: LayBack): OnnxPart => {
  const { rows, columns } = squareFactors({ size, inside: drawnSize });
  const masks = hasMask
    ? [...layMask(inner.mask, dfmNames.drawnMask), ...layMask(inner.ownMask, dfmNames.faceMask)]
    : [...plainMask(dfmNames.drawnMask), ...plainMask(dfmNames.faceMask)];
  return {
    nodes: [
      ...spread(inner.drawn, 'drawn_inside'),
      { op: 'Gather', inputs: ['drawn_inside', 'flip'], outputs: ['drawn_bgr'], int: { axis: 1 } },
      { op: 'Mul', inputs: ['whole', 'outside'], outputs: ['whole_outside'] },
      { op: 'Add', inputs: ['drawn_bgr', 'whole_outside'], outputs: ['drawn_whole'] },
      ...finish('drawn_whole', dfmNames.drawn),
      ...masks,
    ],
    weights: {
      lay_rows: rows,
      lay_columns: columns,
      outside: rimOf(size),
      low: { shape: [], data: Float32Array.of(0) },
      high: { shape: [], data: Float32Array.of(1) },
      ...(!hasMask && { mean_mask: { shape: [1, 1, size, size], data: meanMask(size) } }),
    },
  };
};

/** [N, d, d, c] -> [N, c, size, size], nothing where the network saw nothing. */
const spread = (from: string, to: string): OnnxNode[] => [
  { op: 'Transpose', inputs: [from], outputs: [`${to}_second`], ints: { perm: [0, 3, 1, 2] } },
  { op: 'MatMul', inputs: ['lay_rows', `${to}_second`], outputs: [`${to}_tall`] },
  { op: 'MatMul', inputs: [`${to}_tall`, 'lay_columns'], outputs: [to] },
];

const finish = (from: string, to: string): OnnxNode[] => [
  { op: 'Clip', inputs: [from, 'low', 'high'], outputs: [`${from}_clipped`] },
  { op: 'Transpose', inputs: [`${from}_clipped`], outputs: [to], ints: { perm: [0, 2, 3, 1] } },
];

const layMask = (from: string, to: string): OnnxNode[] => [
  ...spread(from, `${from}_whole`),
  ...finish(`${from}_whole`, to),
];

/** A model without a mask of its own gives the mean face's; a mean over channels times nothing lends it the batch. */
const plainMask = (to: string): OnnxNode[] => [
  { op: 'ReduceMean', inputs: ['whole'], outputs: [`${to}/mean`], ints: { axes: [1] }, int: { keepdims: 1 } },
  { op: 'Mul', inputs: [`${to}/mean`, 'low'], outputs: [`${to}/nothing`] },
  { op: 'Add', inputs: [`${to}/nothing`, 'mean_mask'], outputs: [`${to}/mask`] },
  ...finish(`${to}/mask`, to),
];

/** The mean face looking straight ahead, in the whole square. */
const meanMask = (size: number): Float32Array => {
  const mesh = Array.from({ length: meshSize }, (_, i) =>
    framePoint(meanMesh[i * 3] as number, meanMesh[i * 3 + 1] as number),
  );
  const toCrop = alignFace(mesh);
  const outline = meshOutline(mesh).map((point) => {
    const [x, y] = applySimilarity(toCrop, point);
    return framePoint((x * size) / cropSize, (y * size) / cropSize);
  });
  return faceMask({ size, outline, erosion: 0, feather: 0.08 });
};
