/**
 * One trainer in a process of its own, so that its peak memory is its own. Each line on stdin asks for one step and is
 * answered by its seconds and the processor's seconds; when stdin ends, by the peak in bytes.
 * `node tests/bench/train-ours.ts ARCHITECTURE BATCH fp32|bf16`
 */
import { createInterface } from 'node:readline';
import { seededRandom } from '#core/autoencoder/random.ts';
import { precision } from '#core/contract/run.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';
import { timed } from './timed.ts';

const [architecture, batch, kept] = process.argv.slice(2) as [string, string, string];
const batchSize = Number(batch);
const trainer = createTensorFlowEngine().openTrainer({
  architecture,
  batchSize,
  precision: precision.parse(kept),
  learningRate: 5e-5,
  seed: 1,
});
const random = seededRandom(1, 'bench');
const pictures = (size: number, channels: number): Float32Array =>
  new Float32Array(batchSize * size * size * channels).map(() => random.uniform());
const side = {
  input: pictures(trainer.faceSize, 3),
  target: pictures(trainer.drawnSize, 3),
  ...(trainer.usesRegions && { regions: pictures(trainer.drawnSize, 2) }),
};

process.stdout.write('ready\n');
for await (const _ of createInterface({ input: process.stdin }))
  process.stdout.write(timed(() => trainer.step({ a: side, b: side })));
process.stdout.write(`${process.resourceUsage().maxRSS * 1024}\n`);
