import { describe, expect, it } from 'vitest';
import { addNode, addNodeWithOutputs, createGraph } from '#core/graph/graph.ts';
import { loadTensorFlow } from '#server/adapters/tensorflow/library.ts';
import { openGraph } from '#server/adapters/tensorflow/session.ts';

const sumGraph = () => {
  const graph = createGraph();
  const x = addNode(graph, {
    op: 'Placeholder',
    name: 'x',
    attributes: { dtype: { type: 'float32' }, shape: { shape: [-1, 2] } },
    output: { shape: [-1, 2], dtype: 'float32' },
  });
  const constant = addNode(graph, {
    op: 'Const',
    attributes: {
      dtype: { type: 'float32' },
      value: { tensor: { dtype: 'float32', shape: [2], data: Float32Array.of(10, 20) } },
    },
    output: { shape: [2], dtype: 'float32' },
  });
  addNode(graph, {
    op: 'AddV2',
    name: 'sum',
    inputs: [x, constant],
    attributes: { T: { type: 'float32' } },
    output: { shape: [-1, 2], dtype: 'float32' },
  });
  addNodeWithOutputs(graph, {
    op: 'Unpack',
    name: 'columns',
    inputs: [x],
    attributes: { T: { type: 'float32' }, num: { int: 2 }, axis: { int: -1 } },
    outputs: [
      { shape: [-1], dtype: 'float32' },
      { shape: [-1], dtype: 'float32' },
    ],
  });
  return graph;
};

describe('a graph in a session', () => {
  it('runs with any batch and gives every asked output in order', () => {
    using session = openGraph(sumGraph());
    const [second, sum] = session.run({ x: { shape: [3, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6) } }, [
      'columns:1',
      'sum',
    ]);
    expect(second).toEqual({ shape: [3], data: Float32Array.of(2, 4, 6) });
    expect(sum).toEqual({ shape: [3, 2], data: Float32Array.of(11, 22, 13, 24, 15, 26) });
  });

  it('leaves no tensor in the library after a run, nor after one that fails', () => {
    using session = openGraph(sumGraph());
    const before = loadTensorFlow().binding.getNumOfTensors();
    session.run({ x: { shape: [1, 2], data: Float32Array.of(1, 2) } }, ['sum']);
    expect(() => session.run({ x: { shape: [1, 3], data: Float32Array.of(1, 2, 3) } }, ['sum'])).toThrow(
      /could not run/,
    );
    expect(() => session.run({ x: { shape: [1, 2], data: Float32Array.of(1, 2) } }, ['nothing'])).toThrow(
      /could not run/,
    );
    expect(loadTensorFlow().binding.getNumOfTensors()).toBe(before);
  });

  it('refuses to run once closed', () => {
    const session = openGraph(sumGraph());
    session.close();
    session.close();
    expect(() => session.run({}, ['sum'])).toThrow(/closed/);
  });

  it('says so when the library does not take the graph', () => {
    const graph = createGraph();
    addNode(graph, { op: 'NoSuchOp', output: { shape: [], dtype: 'float32' } });
    expect(() => openGraph(graph)).toThrow(/did not take the graph/);
  });
});
