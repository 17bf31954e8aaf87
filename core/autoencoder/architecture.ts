/**
 * The shape of a shared-encoder autoencoder as data: layers of each part, and which parts draw a face as which person.
 * A face passes the encoder, then the inters (what stands between encoder and decoder, if anything), whose codes are
 * laid one after the other, then a decoder. Who is drawn decides on inters and decoder; whose face it was does not.
 */
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import { createGraph } from '#core/graph/graph.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { Layer, WeightSpec } from './layers.ts';
import type { Drawn, Model } from './model.ts';
import { drawAs, drawBoth } from './model.ts';

export interface Architecture {
  /** Side of the square face it takes, px. What it draws may be larger: `modelShape`. */
  readonly faceSize: number;
  readonly encoder: readonly Layer[];
  /** Of every inter; they differ by their weights. */
  readonly inter: readonly Layer[];
  /** Of every decoder. */
  readonly decoder: DecoderLayers;
  readonly draws: Readonly<Record<Side, DrawnBy>>;
}

export interface DecoderLayers {
  /** What picture and mask have in common. */
  readonly trunk: readonly Layer[];
  /** -> [n, s, s, 3] in 0..1. */
  readonly face: readonly Layer[];
  /** -> [n, s, s, 1] in 0..1: where the face is. */
  readonly mask?: readonly Layer[];
}

/** Names of parts. */
export interface DrawnBy {
  readonly inters: readonly string[];
  readonly decoder: string;
}

export type Architectures = Readonly<Record<string, Architecture>>;

export interface ModelShape {
  /** Side of the square faces it draws, px. */
  readonly drawnSize: number;
  readonly drawsMask: boolean;
}

export const architectureNamed = (known: Architectures, name: string): Architecture => {
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!found)
    throw new StudioError('bad_request', `There is no architecture "${name}".`, { facts: { architecture: name } });
  return found;
};

/** Every weight, part by part, in the order in which a face passes them. */
export const allWeights = (architecture: Architecture): WeightSpec[] => walk(architecture).weights;

export const partWeights = (architecture: Architecture, part: string): WeightSpec[] =>
  allWeights(architecture).filter((weight) => partOf(weight) === part);

/** The weights through which a face passes to be drawn as one person. */
export const sideWeights = (architecture: Architecture, side: Side): WeightSpec[] => walk(architecture, side).weights;

/** Names of the parts, in the order in which a face passes them. */
export const partNames = (architecture: Architecture): string[] => [...new Set(allWeights(architecture).map(partOf))];

export const modelShape = (architecture: Architecture): ModelShape => {
  const { drawn } = walk(architecture, 'a');
  return { drawnSize: drawn.face.shape[1] as number, drawsMask: drawn.mask !== undefined };
};

export const parameterCount = (weights: readonly Pick<WeightSpec, 'shape'>[]): number =>
  weights.reduce((total, weight) => total + elementCount(weight.shape), 0);

const partOf = ({ name }: WeightSpec): string => name.slice(0, name.indexOf('/'));

/** What one run of the model asks for, and what comes out; on a graph that nobody keeps. */
const walk = (architecture: Architecture, side?: Side): { readonly weights: WeightSpec[]; readonly drawn: Drawn } => {
  const graph = createGraph();
  const weights: WeightSpec[] = [];
  const model: Model = {
    graph,
    architecture,
    precision: 'fp32',
    weight: (weight) => {
      weights.push(weight);
      return placeholder(graph, weight);
    },
  };
  const face = (name: string) =>
    placeholder(graph, { name, shape: [1, architecture.faceSize, architecture.faceSize, 3] });
  const drawn = side ? drawAs(model, face('face'), side) : drawBoth(model, { a: face('face_a'), b: face('face_b') }).a;
  return { weights, drawn };
};
