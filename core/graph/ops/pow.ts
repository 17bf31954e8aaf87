/** A number to a power; a scalar, or sizes of 1, go with every place. Its gradient is that of the base: exponents are constants. */

import { checkElementwiseShapes, checkSameType } from '#core/graph/check-shape.ts';
import type { GradientRule } from '#core/graph/gradient-rule.ts';
import type { GraphDraft, Value } from '#core/graph/graph.ts';
import { addNode } from '#core/graph/graph.ts';
import { cast } from './cast.ts';
import { scalar } from './constant.ts';
import { fitShape } from './fit-shape.ts';
import { mul } from './mul.ts';
import { sub } from './sub.ts';

export const pow = (graph: GraphDraft, base: Value, exponent: Value): Value => {
  const dtype = checkSameType('Pow', base, exponent);
  return addNode(graph, {
    op: 'Pow',
    inputs: [base, exponent],
    attributes: { T: { type: dtype } },
    output: { shape: checkElementwiseShapes('Pow', base.shape, exponent.shape), dtype },
  });
};

export const powGradient: GradientRule = ({ graph, inputs, gradient }) => {
  const [base, exponent] = inputs as [Value, Value];
  const lower = sub(graph, exponent, cast(graph, scalar(graph, 1), exponent.dtype));
  const slope = mul(graph, exponent, pow(graph, base, lower));
  return [fitShape(graph, mul(graph, gradient, slope), base), undefined];
};
