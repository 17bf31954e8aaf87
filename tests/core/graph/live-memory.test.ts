import { describe, expect, it } from 'vitest';
import { gradients } from '#core/graph/gradients.ts';
import { createGraph } from '#core/graph/graph.ts';
import { liveMemory } from '#core/graph/live-memory.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { matMul } from '#core/graph/ops/mat-mul.ts';
import { mul } from '#core/graph/ops/mul.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { relu } from '#core/graph/ops/relu.ts';
import { reshape } from '#core/graph/ops/reshape.ts';
import { sum } from '#core/graph/ops/sum.ts';
import { assignSub, readVariable, variable } from '#core/graph/ops/variable.ts';

/** Bytes of a square of floats. */
const square = 4 * 10 * 10;
const given = (graph: ReturnType<typeof createGraph>, name = 'given') => placeholder(graph, { name, shape: [10, 10] });

// Each figure is counted by hand, tensor by tensor; those of one number are left out by looking only at whole squares.
const squares = (bytes: number): number => Math.floor(bytes / square);

describe('the memory that a run of a graph holds at once', () => {
  it('is what is fed and one tensor after another, where each is read once', () => {
    const graph = createGraph();
    const fed = given(graph);
    identity(graph, matMul(graph, matMul(graph, matMul(graph, fed, fed), fed), fed), { name: 'end' });
    expect(squares(liveMemory(graph, ['end']).peakBytes)).toBe(3);
  });

  it('does not count what is written over its input, or is the same under another shape', () => {
    const graph = createGraph();
    const fed = given(graph);
    const product = matMul(graph, fed, given(graph, 'other'));
    identity(graph, reshape(graph, relu(graph, mul(graph, product, fed)), [100]), { name: 'end' });
    expect(squares(liveMemory(graph, ['end']).peakBytes)).toBe(3);
  });

  it('counts what the gradient reads until it has been read', () => {
    const graph = createGraph();
    const fed = given(graph);
    const weights = ['a', 'b', 'c'].map((name) => readVariable(graph, variable(graph, { name, shape: [10, 10] })));
    const drawn = weights.reduce((value, weight) => relu(graph, matMul(graph, value, weight)), fed);
    const loss = sum(graph, drawn);
    const [first] = gradients(graph, { of: loss, wrt: [weights[0] as (typeof weights)[0]] });
    identity(graph, first as typeof loss, { name: 'end' });
    // Fed; three layers' results; the gradient, spread over the last one.
    expect(squares(liveMemory(graph, ['end']).peakBytes)).toBe(5);
  });

  it('keeps variables apart, and reading one takes nothing', () => {
    const graph = createGraph();
    const kept = variable(graph, { name: 'kept', shape: [10, 10] });
    const fed = given(graph);
    const written = assignSub(graph, kept, mul(graph, readVariable(graph, kept), fed));
    identity(graph, fed, { name: 'end', after: [written] });
    const { variableBytes, peakBytes } = liveMemory(graph, ['end']);
    expect([variableBytes, squares(peakBytes)]).toEqual([square, 2]);
  });

  it('updates one variable after another, when all else is done', () => {
    const graph = createGraph();
    const fed = given(graph);
    const updates = ['a', 'b', 'c'].map((name) => {
      const kept = variable(graph, { name, shape: [10, 10] });
      // What is found for a variable, and what it is changed by.
      return assignSub(graph, kept, mul(graph, readVariable(graph, kept), matMul(graph, fed, fed)));
    });
    identity(graph, fed, { name: 'end', after: updates });
    // Fed; three found; each change is written over what was found.
    expect(squares(liveMemory(graph, ['end']).peakBytes)).toBe(4);
  });

  it('looks only at what is asked for', () => {
    const graph = createGraph();
    const fed = given(graph);
    identity(graph, matMul(graph, fed, fed), { name: 'dear' });
    identity(graph, fed, { name: 'cheap' });
    expect(liveMemory(graph, ['cheap']).peakBytes).toBe(square);
  });
});
