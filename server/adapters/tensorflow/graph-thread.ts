/**
 * A graph that runs in a thread of its own: whoever asks may cut out the next pictures meanwhile, and two graphs run at
 * once. Arrays over shared memory are read where they are; others are copied. Runs come back in the order asked for.
 */
import { Worker } from 'node:worker_threads';
import { StudioError } from '#core/contract/errors.ts';
import type { GraphData } from '#core/graph/graph.ts';
import type { Gpu } from './driver-gpus.ts';
import { loadTensorFlow } from './library.ts';
import type { InputTensor, OutputTensor } from './session.ts';

export interface GraphThread extends Disposable {
  /** As GraphSession.run. What is fed must stay as it is until the run has come back. */
  run(inputs: Readonly<Record<string, InputTensor>>, outputs: readonly string[]): Promise<OutputTensor[]>;
}

export interface RunRequest {
  readonly inputs: Readonly<Record<string, InputTensor>>;
  readonly outputs: readonly string[];
}

/** What a thread is started with. */
export interface ThreadStart {
  /** Dropped once it is opened: the library has its weights then. */
  graph: GraphData | undefined;
  /** Asked for once: each time the driver is asked a program is started. */
  readonly gpus: readonly Gpu[];
}

export type RunReply = { readonly results: OutputTensor[] } | { readonly problem: string };

/**
 * The weights of the graph go over to the thread and are gone here. `name` is what the system calls the thread: 15 letters
 * of it are shown. @throws StudioError engine_missing
 */
export const openGraphThread = (graph: GraphData, name: string): GraphThread => {
  // Here, so that a library that is not there is found before there is a thread.
  const { gpus } = loadTensorFlow();
  const thread = new Worker(new URL('./run-graph-thread.ts', import.meta.url), {
    workerData: { graph, gpus } satisfies ThreadStart,
    transferList: weightBuffers(graph),
    name,
  });
  // It has nothing to do of its own.
  thread.unref();
  const waiting: PromiseWithResolvers<OutputTensor[]>[] = [];
  const fail = (cause: unknown): void => {
    const error = new StudioError('internal', 'A thread that ran a model ended.', { cause });
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  let open = true;
  thread.on('message', (reply: RunReply) => {
    const asked = waiting.shift();
    if ('results' in reply) asked?.resolve(reply.results);
    else asked?.reject(new StudioError('internal', reply.problem));
    if (waiting.length === 0) thread.unref();
  });
  thread.on('error', fail);
  thread.on('exit', () => {
    open = false;
    fail(undefined);
  });
  return {
    run: (inputs, outputs) => {
      if (!open) throw new StudioError('internal', 'The graph is closed.');
      const asked = Promise.withResolvers<OutputTensor[]>();
      waiting.push(asked);
      thread.ref();
      thread.postMessage({ inputs, outputs } satisfies RunRequest);
      return asked.promise;
    },
    [Symbol.dispose]: () => {
      open = false;
      thread.postMessage('close');
    },
  };
};

const weightBuffers = (graph: GraphData): ArrayBuffer[] => {
  const buffers = graph.nodes.flatMap(({ attributes }) =>
    Object.values(attributes).flatMap((attribute) => ('tensor' in attribute ? [attribute.tensor.data.buffer] : [])),
  );
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
};
