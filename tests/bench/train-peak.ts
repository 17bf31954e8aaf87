/**
 * What the machine's matrix units can do at most: products of large matrices through the same engine. Each line on
 * stdin asks for a row of products and is answered by its seconds and the processor's seconds.
 * `node tests/bench/train-peak.ts SIDE PRODUCTS fp32|bf16`
 */
import { createInterface } from 'node:readline';
import { seededRandom } from '#core/autoencoder/random.ts';
import type { Value } from '#core/graph/graph.ts';
import { createGraph } from '#core/graph/graph.ts';
import { cast } from '#core/graph/ops/cast.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { matMul } from '#core/graph/ops/mat-mul.ts';
import { mean } from '#core/graph/ops/mean.ts';
import { placeholder } from '#core/graph/ops/placeholder.ts';
import { openGraph } from '#server/adapters/tensorflow/session.ts';
import { timed } from './timed.ts';

const [side, products] = process.argv.slice(2, 4).map(Number) as [number, number];
const type = process.argv[4] === 'bf16' ? 'bfloat16' : 'float32';
const graph = createGraph();
const given = cast(graph, placeholder(graph, { name: 'given', shape: [side, side] }), type);
let product: Value = given;
for (let index = 0; index < products; index += 1) product = matMul(graph, product, given);
identity(graph, cast(graph, mean(graph, product), 'float32'), { name: 'result' });
const session = openGraph(graph);
const random = seededRandom(1, 'peak');
const data = new Float32Array(side * side).map(() => (random.uniform() - 0.5) / Math.sqrt(side));

process.stdout.write('ready\n');
for await (const _ of createInterface({ input: process.stdin }))
  process.stdout.write(timed(() => session.run({ given: { shape: [side, side], data } }, ['result'])));
process.stdout.write(`${process.resourceUsage().maxRSS * 1024}\n`);
