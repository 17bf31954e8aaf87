/** The other side of `open-batch-feed.ts`: makes the part of a batch it is sent, into the memory both share. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeExamples } from '#core/autoencoder/training-data.ts';
import type { Side } from '#core/contract/run.ts';
import type { MakeReply, MakeRequest, MakerStart } from './open-batch-feed.ts';

const { recipes, batchSize, slots } = workerData as MakerStart;

parentPort?.on('message', (request: MakeRequest) => {
  try {
    makePart(request, 'a', 0);
    makePart(request, 'b', batchSize);
    reply({ slot: request.slot });
  } catch (error) {
    reply({ problem: error instanceof Error ? error.message : String(error) });
  }
});

const makePart = ({ slot, orders, from, end }: MakeRequest, side: Side, before: number): void => {
  const [first, last] = [Math.max(from, before), Math.min(end, before + batchSize)];
  const into = slots[slot]?.[side];
  if (last <= first || !into) return;
  makeExamples(recipes[side], { order: orders[side], from: first - before, count: last - first, into });
};

const reply = (message: MakeReply): void => parentPort?.postMessage(message);
