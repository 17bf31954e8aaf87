/** How a gradient passes an op backwards: given that of its output, it adds the nodes that make those of its inputs. */
import type { Attributes, GraphDraft, Value } from './graph.ts';

export interface GradientCall {
  readonly graph: GraphDraft;
  readonly inputs: readonly Value[];
  readonly output: Value;
  readonly attributes: Attributes;
  /** The gradient of the result with respect to `output`, of its shape and type; of several, the first that has one. */
  readonly gradient: Value;
  /** The same of every output, in order; undefined where the result does not depend on it. */
  readonly gradients: readonly (Value | undefined)[];
  /** Whether the gradient of the input at this place is asked for: what nobody asks for is not computed. */
  readonly wants: (index: number) => boolean;
}

/** One entry an input, in their order; undefined where none was wanted or the op passes none. */
export type GradientRule = (call: GradientCall) => readonly (Value | undefined)[];
