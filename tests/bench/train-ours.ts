/**
 * One trainer of the Original model in a process of its own, so that its peak memory is its own. Each line on stdin
 * asks for one iteration and is answered by its seconds; when stdin ends, by the peak in bytes.
 * `node tests/bench/train-ours.ts BATCH fp32|bf16`
 */
import { createInterface } from 'node:readline';
import { seededRandom } from '#core/autoencoder/random.ts';
import { precision } from '#core/contract/run.ts';
import { createTensorFlowEngine } from '#server/adapters/tensorflow/engine.ts';

const batchSize = Number(process.argv[2]);
const trainer = createTensorFlowEngine().openTrainer({
  architecture: 'original',
  batchSize,
  precision: precision.parse(process.argv[3]),
  learningRate: 5e-5,
  seed: 1,
});
const { faceSize } = trainer;
const random = seededRandom(1, 'bench');
const input = new Float32Array(batchSize * faceSize * faceSize * 3).map(() => random.uniform());
const batch = { input, target: input };

process.stdout.write('ready\n');
for await (const _ of createInterface({ input: process.stdin })) {
  const began = performance.now();
  trainer.step({ a: batch, b: batch });
  process.stdout.write(`${(performance.now() - began) / 1000}\n`);
}
process.stdout.write(`${process.resourceUsage().maxRSS * 1024}\n`);
