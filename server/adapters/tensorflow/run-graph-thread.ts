/** The other side of `graph-thread.ts`: opens the graph it was started with, runs it when asked, ends when told. */
import { parentPort, workerData } from 'node:worker_threads';
import type { GraphData } from '#core/graph/graph.ts';
import type { RunReply, RunRequest, ThreadStart } from './graph-thread.ts';
import { loadTensorFlow } from './library.ts';
import { openGraph } from './session.ts';

const start = workerData as ThreadStart;
loadTensorFlow(start.gpus);
const session = openGraph(start.graph as GraphData);
start.graph = undefined;

parentPort?.on('message', (message: RunRequest | 'close') => {
  if (message === 'close') {
    session.close();
    parentPort?.close();
  } else send(answer(message));
});

/** What was computed is moved over, not copied. */
const send = (reply: RunReply): void => {
  const moved = 'results' in reply ? reply.results.map(({ data }) => data.buffer as ArrayBuffer) : [];
  parentPort?.postMessage(reply, [...new Set(moved)]);
};

const answer = ({ inputs, outputs }: RunRequest): RunReply => {
  try {
    return { results: session.run(inputs, outputs) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};
