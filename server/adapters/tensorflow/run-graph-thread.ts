/** The other side of `graph-thread.ts`: opens the graph it was started with, runs it when asked, ends when told. */
import { parentPort, workerData } from 'node:worker_threads';
import type { GraphData } from '#core/graph/graph.ts';
import type { RunReply, RunRequest } from './graph-thread.ts';
import { openGraph } from './session.ts';

const session = openGraph(workerData as GraphData);

parentPort?.on('message', (message: RunRequest | 'close') => {
  if (message === 'close') {
    session.close();
    parentPort?.close();
  } else parentPort?.postMessage(answer(message));
});

const answer = ({ inputs, outputs }: RunRequest): RunReply => {
  try {
    return { results: session.run(inputs, outputs) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};
